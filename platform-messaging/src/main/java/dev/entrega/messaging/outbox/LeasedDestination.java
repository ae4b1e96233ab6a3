package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.outbox.Dispatch.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A destination that a relay has leased, until it gives it back. While there is more than it takes at a time, the next
 * entries are read and the last ones settled beside the sending, so that the broker does not wait for the database. Where an
 * order is to be kept each step waits for the one before. Used once, by one thread.
 */
final class LeasedDestination {

    /** With fewer there is likely nothing more; what comes meanwhile is found by the next look. */
    private static final int WORTH_READING_ON = 100;

    private final OutboxTable table;
    private final Transactions transactions;
    private final Settlement settlement;
    private final OutboxRelay.Broker broker;
    private final RelayRoom room;
    private final RelayRoom.Share share;
    private final BooleanSupplier goesOn;
    private final String relay;
    private final Destination destination;
    private final Duration lease;

    LeasedDestination(
            OutboxTable table,
            Transactions transactions,
            Settlement settlement,
            OutboxRelay.Broker broker,
            RelayRoom room,
            RelayRoom.Share share,
            BooleanSupplier goesOn,
            String relay,
            Destination destination,
            Duration lease) {
        this.table = table;
        this.transactions = transactions;
        this.settlement = settlement;
        this.broker = broker;
        this.room = room;
        this.share = share;
        this.goesOn = goesOn;
        this.relay = relay;
        this.destination = destination;
        this.lease = lease;
    }

    /**
     * Sends entry after entry until no more is due, it takes nothing, or the lease is lost.
     *
     * @param first which has its room already
     * @param carefully one call first and the others after it: it failed the last time
     * @return why it takes nothing at all; null if it takes something
     */
    @Nullable
    ServerFault sendAll(List<OutboxEntry> first, boolean carefully) throws InterruptedException {
        var entries = first;
        List<OutboxEntry> previous = List.of();
        Future<Boolean> settling = CompletableFuture.completedFuture(true);
        while (true) {
            var inHand = new ArrayList<>(previous);
            inHand.addAll(entries);
            Future<List<OutboxEntry>> reading = isWorthReadingOn(entries)
                    ? beside(() -> more(inHand))
                    : CompletableFuture.completedFuture(List.of());
            var dispatch = new Dispatch(broker, destination, entries);
            var sent = dispatch.run(carefully && previous.isEmpty(), lease.toNanos(), this::renew);
            result(settling);
            share.give(previous);
            previous = entries;
            entries = read(reading, sent);
            boolean endedEarly = sent.size() < previous.size(); // As the lease is lost.
            if (entries.isEmpty() || endedEarly || dispatch.failure() != null) {
                settle(sent, true);
                return dispatch.failure();
            }
            settling = beside(() -> settle(sent, false));
        }
    }

    private boolean isWorthReadingOn(List<OutboxEntry> entries) {
        return goesOn.getAsBoolean()
                && entries.size() >= WORTH_READING_ON
                && entries.stream().allMatch(entry -> entry.group() == null);
    }

    private boolean renew() {
        return transactions.write(connection -> table.renew(connection, relay, destination.name(), lease));
    }

    /** What is due as well, and the lease for as long as it takes to send it; nothing if the lease is lost. */
    private List<OutboxEntry> more(Collection<OutboxEntry> inHand) {
        if (!room.isWorthARead()) {
            return List.of();
        }
        var more = transactions.write(connection -> table.renew(connection, relay, destination.name(), lease)
                ? table.due(
                                connection,
                                Set.of(destination.name()),
                                inHand.stream().map(OutboxEntry::position).toList(),
                                OutboxRelay.ROWS,
                                room.free())
                        .getOrDefault(destination, List.of())
                : List.<OutboxEntry>of());
        share.take(more);
        return more;
    }

    /** What was sent is settled even if nothing more can be read. */
    private List<OutboxEntry> read(Future<List<OutboxEntry>> reading, List<Sent> sent) throws InterruptedException {
        try {
            return result(reading);
        } catch (RuntimeException e) {
            settle(sent, true);
            throw e;
        }
    }

    private boolean settle(List<Sent> sent, boolean last) {
        return transactions.write(connection -> {
            settlement.settle(connection, sent);
            if (last) {
                table.release(connection, relay, Set.of(destination.name()));
            }
            return true;
        });
    }

    private <T> Future<T> beside(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().name("relay-beside-" + destination.name()).start(task);
        return task;
    }

    private static <T> T result(Future<T> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
