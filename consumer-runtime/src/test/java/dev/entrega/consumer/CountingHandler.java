package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.messaging.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A handler that takes what a receive has brought, all at once; it can't stand the subject {@code bad}. */
@Handles("counting")
final class CountingHandler implements BatchHandler<OrderCancelledV1> {

    final List<Integer> sizes = new CopyOnWriteArrayList<>();

    private final Effects effects;

    CountingHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(List<Event<OrderCancelledV1>> events) throws Exception {
        sizes.add(events.size());
        for (var event : events) {
            effects.add("counting", event.subject());
            if (event.subject().startsWith("bad")) {
                throw new IllegalStateException("as it is");
            }
        }
        return Outcome.done();
    }
}
