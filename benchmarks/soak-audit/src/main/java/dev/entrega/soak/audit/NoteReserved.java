package dev.entrega.soak.audit;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;

/** What the stock service published while it handled an order. */
@Handles("note-reserved")
final class NoteReserved implements Handler<StockReservedV1> {

    private final Notes notes;

    NoteReserved(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Outcome handle(Event<StockReservedV1> event) throws SQLException {
        notes.write("note-decision", event.subject());
        return Outcome.done();
    }
}
