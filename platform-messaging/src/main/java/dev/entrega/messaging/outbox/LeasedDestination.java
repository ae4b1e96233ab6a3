package dev.entrega.messaging.outbox;

import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.outbox.Dispatch.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A destination that a relay has leased, until it gives it back. While there is more than it takes at a time, the next
 * entries are read and the last ones settled beside the sending, so that the broker does not wait for the database. Where an
 * order is to be kept each step waits for the one before. Used once, by one thread.
 */
final class LeasedDestination {

    /** With fewer there is likely nothing more; what comes meanwhile is found by the next look. */
    private static final int WORTH_READING_ON = 100;

    private final Lease lease;
    private final OutboxRelay.Broker broker;
    private final RelayRoom.Share share;
    private final BooleanSupplier goesOn;
    private final Runnable takes;

    /**
     * @param goesOn whether anything is to be begun
     * @param takes called when it has taken something
     */
    LeasedDestination(
            Lease lease, OutboxRelay.Broker broker, RelayRoom.Share share, BooleanSupplier goesOn, Runnable takes) {
        this.lease = lease;
        this.broker = broker;
        this.share = share;
        this.goesOn = goesOn;
        this.takes = takes;
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
        CompletableFuture<?> settling = CompletableFuture.completedFuture(previous);
        while (true) {
            var inHand = new ArrayList<>(previous);
            inHand.addAll(entries);
            CompletableFuture<List<OutboxEntry>> reading = isWorthReadingOn(entries)
                    ? beside(() -> share.more(bytes -> lease.more(inHand, bytes)))
                    : CompletableFuture.completedFuture(List.of());
            var dispatch = new Dispatch(broker, lease, entries);
            var sent = dispatch.run(carefully && previous.isEmpty());
            if (dispatch.failure() == null) {
                takes.run();
            }
            awaitBoth(reading, settling, sent);
            share.give(previous);
            previous = entries;
            entries = reading.join();
            if (entries.isEmpty() || dispatch.failure() != null || dispatch.isLeaseLost() || !goesOn.getAsBoolean()) {
                lease.settleAndRelease(sent);
                return dispatch.failure();
            }
            settling = beside(() -> {
                lease.settle(sent);
                return sent;
            });
        }
    }

    private boolean isWorthReadingOn(List<OutboxEntry> entries) {
        return goesOn.getAsBoolean()
                && entries.size() >= WORTH_READING_ON
                && entries.stream().allMatch(entry -> entry.group() == null);
    }

    private <T> CompletableFuture<T> beside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.get();
                    } catch (OutOfMemoryError e) {
                        throw OutOfMemory.endTheProcess();
                    }
                },
                Thread.ofVirtual().name("relay-beside-" + lease.destination().name())::start);
    }

    /** If one of them has failed, what was sent meanwhile is settled all the same: else it would be sent again. */
    private void awaitBoth(CompletableFuture<?> reading, CompletableFuture<?> settling, List<Sent> sent)
            throws InterruptedException {
        try {
            CompletableFuture.allOf(reading, settling).get();
        } catch (ExecutionException e) {
            var failure = Objects.requireNonNull(e.getCause());
            try {
                lease.settleAndRelease(sent);
            } catch (RuntimeException again) {
                failure.addSuppressed(again);
            }
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }
}
