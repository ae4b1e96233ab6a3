package dev.entrega.test;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import java.sql.SQLException;
import java.util.List;

/** Notes an order and says so; refuses or fails if the order's subject asks for it. */
@Handles("note-order")
@Publishes(StockReservedV1.class)
final class NoteOrder implements Handler<OrderPlacedV1> {

    private final Notes notes;
    private final Publisher publisher;

    NoteOrder(Notes notes, Publisher publisher) {
        this.notes = notes;
        this.publisher = publisher;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV1> event) throws SQLException {
        if (event.subject().startsWith("refused")) {
            return Outcome.deadLetter("as its subject asks for");
        }
        if (event.subject().startsWith("failing")) {
            throw new IllegalStateException("as its subject asks for");
        }
        notes.add(event.subject());
        var line = event.data().lines().getFirst();
        publisher.publish(
                event.subject(), new StockReservedV1(List.of(new StockReservedV1.Line(line.sku(), line.quantity()))));
        return Outcome.done();
    }
}
