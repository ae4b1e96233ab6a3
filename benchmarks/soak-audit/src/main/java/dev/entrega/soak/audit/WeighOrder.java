package dev.entrega.soak.audit;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;

/** The other handler of the event that {@link NoteOrder} handles. */
@Handles("weigh-order")
final class WeighOrder implements Handler<OrderPlacedV1> {

    private final Notes notes;

    WeighOrder(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) throws SQLException {
        notes.write("weigh-order", event.subject());
        return Outcome.done();
    }
}
