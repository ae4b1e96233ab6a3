package dev.entrega.consumer;

import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler with a queue of its own. It fails while it is told to. */
@Handles(value = "by-lane", lane = "slow")
final class LaneHandler implements Handler<StockReservedV1> {

    final List<String> runs = new CopyOnWriteArrayList<>();
    volatile boolean failing;

    private final Effects effects;

    LaneHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(Event<StockReservedV1> event) throws Exception {
        runs.add(event.subject());
        if (failing) {
            throw new IllegalStateException("as it was told");
        }
        effects.add("by-lane", event.subject());
        return Outcome.done();
    }
}
