package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.outbox.Dispatch.Sent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The right of one relay to send to one destination, for some seconds unless it is renewed. Who has it reads and settles
 * its rows. Thread-safe.
 */
final class Lease {

    private final OutboxTable table;
    private final Transactions transactions;
    private final Settlement settlement;
    private final String relay;
    private final Destination destination;
    private final Duration time;
    private volatile long renewed = System.nanoTime();

    /** Of a destination that the relay has just leased. */
    Lease(
            OutboxTable table,
            Transactions transactions,
            Settlement settlement,
            String relay,
            Destination destination,
            Duration time) {
        this.table = table;
        this.transactions = transactions;
        this.settlement = settlement;
        this.relay = relay;
        this.destination = destination;
        this.time = time;
    }

    Destination destination() {
        return destination;
    }

    /** After which time it is to be renewed, in nanoseconds: long before it ends. */
    long renewIn() {
        return time.toNanos() / 3 - (System.nanoTime() - renewed);
    }

    /** @return false if it was over, and another relay has taken it meanwhile */
    boolean renew() {
        long now = System.nanoTime();
        boolean ours = transactions.write(connection -> table.renew(connection, relay, destination.name(), time));
        renewed = now;
        return ours;
    }

    /**
     * Renews it and reads what is due as well.
     *
     * @param inHand what has been read before and is not settled yet
     * @param bytes how large it may be together, but for the last of it
     * @return nothing if it is another's
     */
    List<OutboxEntry> more(Collection<OutboxEntry> inHand, long bytes) {
        long now = System.nanoTime();
        var positions = inHand.stream().map(OutboxEntry::position).toList();
        List<OutboxEntry> more =
                transactions.write(connection -> table.renew(connection, relay, destination.name(), time)
                        ? table.due(connection, Set.of(destination.name()), positions, OutboxRelay.ROWS, bytes)
                                .getOrDefault(destination, List.of())
                        : List.of());
        if (!more.isEmpty()) {
            renewed = now;
        }
        return more;
    }

    /** Writes down what became of entries, and keeps it. */
    void settle(List<Sent> sent) {
        transactions.write(connection -> {
            settlement.settle(connection, sent);
            return sent;
        });
    }

    /** The same, and gives it back. */
    void settleAndRelease(List<Sent> sent) {
        transactions.write(connection -> {
            settlement.settle(connection, sent);
            table.release(connection, relay, Set.of(destination.name()));
            return sent;
        });
    }
}
