package dev.entrega.consumer;

import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.messaging.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A handler that takes what a receive has brought, all at once; it can't stand the subject {@code bad}, and does not end at
 * {@code linger} by itself.
 */
@Handles("counting")
final class CountingHandler implements BatchHandler<OrderCancelledV1> {

    final List<Integer> sizes = new CopyOnWriteArrayList<>();

    /** The subjects that it has begun with, together or one by one. */
    final List<String> runs = new CopyOnWriteArrayList<>();

    private final Effects effects;

    CountingHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public Outcome handle(List<Event<OrderCancelledV1>> events) throws Exception {
        sizes.add(events.size());
        for (var event : events) {
            runs.add(event.subject());
            effects.add("counting", event.subject());
            if (event.subject().startsWith("bad")) {
                throw new IllegalStateException("as it is");
            }
            if (event.subject().startsWith("linger")) {
                new CountDownLatch(1).await(); // For ever.
            }
        }
        return Outcome.done();
    }
}
