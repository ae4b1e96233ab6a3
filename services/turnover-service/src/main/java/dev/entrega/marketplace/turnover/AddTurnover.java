package dev.entrega.marketplace.turnover;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.messaging.Event;
import java.time.ZoneOffset;

/** Adds an order to the turnover of its channel and day. */
@Handles("add-turnover")
final class AddTurnover implements Handler<Sale> {

    private final Turnover turnover;

    AddTurnover(Turnover turnover) {
        this.turnover = turnover;
    }

    @Override
    public Outcome handle(Event<Sale> event) {
        var day = event.time().atOffset(ZoneOffset.UTC).toLocalDate();
        turnover.add(event.data().channel(), day, event.data().total());
        return Outcome.done();
    }
}
