package dev.entrega.marketplace.demo;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Waits until nothing moves any more: every order has its ending, every outbox row is confirmed, every queue is empty.
 * The queues count too: a redelivered event that is still on its way could yet be applied a second time.
 */
final class Settling {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration SAY_EVERY = Duration.ofSeconds(3);

    /** Without a row to publish or a message to handle for this long, nothing will come any more: it is lost. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Ledger ledger;
    private final Broker broker;
    private final Consumer<String> progress;

    Settling(Ledger ledger, Broker broker, Consumer<String> progress) {
        this.ledger = ledger;
        this.broker = broker;
        this.progress = progress;
    }

    /**
     * What is still to be done.
     *
     * @param orders accepted orders without an ending
     * @param unpublished outbox rows
     * @param messages by queue; nets (names that end in {@code _dlq}, {@code _undelivered}) aside
     */
    record Pending(long orders, long unpublished, Map<String, Long> messages) {

        boolean isQuiet() {
            return unpublished == 0 && messages.isEmpty();
        }

        boolean isNothing() {
            return orders == 0 && isQuiet();
        }

        @Override
        public String toString() {
            String unsent = unpublished == 0 ? "" : ", " + unpublished + " outbox rows unpublished";
            String unhandled = messages.isEmpty() ? "" : ", messages in queues " + messages;
            return orders + " orders without an ending" + unsent + unhandled;
        }
    }

    /** Waits until every event that is in an outbox now is on its way. */
    void awaitPublished(int accepted, Duration limit) {
        await(limit, () -> new Pending(ledger.unfinished(accepted), ledger.unpublished(), Map.of()), Pending::isQuiet);
    }

    /** Waits for the end and returns what is left then. */
    Pending await(int accepted, Duration limit) {
        return await(limit, () -> look(accepted), Pending::isNothing);
    }

    private Pending await(Duration limit, Supplier<Pending> look, Predicate<Pending> end) {
        long start = System.nanoTime();
        long quietSince = start;
        long said = start;
        int ends = 0;
        while (true) {
            Pending pending = look.get();
            long now = System.nanoTime();
            // Between a look at the outboxes and one at the queues an event can slip through; hardly through two looks.
            ends = end.test(pending) ? ends + 1 : 0;
            quietSince = pending.isQuiet() ? quietSince : now;
            if (ends == 2 || now - quietSince > QUIET.toNanos() || now - start > limit.toNanos()) {
                return pending;
            }
            if (!pending.isNothing() && now - said > SAY_EVERY.toNanos()) {
                said = now;
                progress.accept("waiting: " + pending);
            }
            pause();
        }
    }

    /** The databases first: as long as they say no, the broker needn't be asked. */
    private Pending look(int accepted) {
        long orders = ledger.unfinished(accepted);
        long unpublished = ledger.unpublished();
        if (unpublished > 0) {
            return new Pending(orders, unpublished, Map.of());
        }
        Map<String, Long> messages = broker.waiting().entrySet().stream()
                .filter(queue -> !isNet(queue.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Pending(orders, unpublished, messages);
    }

    /** A queue that nobody reads: what lies there has found its end. */
    static boolean isNet(String queue) {
        return queue.replace(".fifo", "").matches(".*_(dlq|undelivered)");
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarketplaceException.unreachable("interrupted while waiting", e);
        }
    }
}
