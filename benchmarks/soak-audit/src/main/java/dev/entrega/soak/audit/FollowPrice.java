package dev.entrega.soak.audit;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.Event;
import java.sql.SQLException;

/**
 * Writes prices down in the order in which they come. One in 15 of a product is refused until it is cured, and holds those
 * behind it.
 */
@Handles("follow-price")
final class FollowPrice implements Handler<PriceChangedV1> {

    private static final int REFUSED = 15;

    private final Notes notes;

    FollowPrice(Notes notes) {
        this.notes = notes;
    }

    @Override
    public Outcome handle(Event<PriceChangedV1> event) throws SQLException {
        String sku = event.subject();
        long revision = event.data().revision();
        if (revision % REFUSED == 0 && !notes.isCured(sku + "#" + revision)) {
            return Outcome.deadLetter("refused until it is cured");
        }
        notes.follow(sku, revision);
        return Outcome.done();
    }
}
