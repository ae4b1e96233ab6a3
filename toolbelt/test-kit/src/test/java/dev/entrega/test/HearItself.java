package dev.entrega.test;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;

/** Handles what the same service publishes. */
@Handles("hear-itself")
final class HearItself implements Handler<StockReservedV1> {

    private final Notes notes;

    HearItself(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Outcome handle(Event<StockReservedV1> event) throws SQLException {
        notes.add("heard " + event.subject());
        return Outcome.done();
    }
}
