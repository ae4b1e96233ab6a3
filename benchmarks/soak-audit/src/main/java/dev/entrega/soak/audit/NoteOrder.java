package dev.entrega.soak.audit;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;

/** One of two handlers of an event. One order in 40 is refused until it is cured. */
@Handles("note-order")
final class NoteOrder implements Handler<OrderPlacedV1> {

    private static final int REFUSED = 40;

    private final Notes notes;

    NoteOrder(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) throws SQLException {
        if (Math.floorMod(event.subject().hashCode(), REFUSED) == 0 && !notes.isCured(event.subject())) {
            return Outcome.deadLetter("refused until it is cured");
        }
        notes.write("note-order", event.subject());
        return Outcome.done();
    }
}
