package dev.entrega.messaging.outbox;

import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.aws.BrokerException;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import dev.entrega.messaging.aws.Slices;
import dev.entrega.messaging.outbox.OutboxRelay.Broker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends what was taken for one destination, several calls at a time, and keeps the lease of it meanwhile. Of a group one
 * entry is under way at a time: what is behind it follows when it is confirmed, else stays. It stops at the first call that
 * fails as a whole: what waits behind is not tried, and not counted as tried. Used once, by one thread.
 */
final class Dispatch {

    private static final int CALLS_IN_FLIGHT = 16;

    /** What became of an entry. */
    record Sent(OutboxEntry entry, EntryResult result) {}

    private record Answer(List<Sent> sent) {}

    private final Broker broker;
    private final Lease lease;
    private final List<OutboxEntry> entries;
    private final Set<String> held = new HashSet<>();
    private final ArrayDeque<List<OutboxEntry>> slices = new ArrayDeque<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Sent> sent = new ArrayList<>();
    private boolean ended;
    private boolean leaseLost;
    private @Nullable ServerFault failure;

    Dispatch(Broker broker, Lease lease, List<OutboxEntry> entries) {
        this.broker = broker;
        this.lease = lease;
        this.entries = entries;
    }

    /** Why the destination takes nothing at all; null if it takes something. */
    @Nullable
    ServerFault failure() {
        return failure;
    }

    /** Whether it ended early, since another relay has the lease, or may have. */
    boolean isLeaseLost() {
        return leaseLost;
    }

    /**
     * @param carefully one call first and the others after it: it failed the last time
     * @return what became of those that were tried
     */
    List<Sent> run(boolean carefully) throws InterruptedException {
        int most = carefully ? 1 : CALLS_IN_FLIGHT;
        for (var turn : Turns.of(entries)) {
            turn.removeIf(entry -> entry.group() != null && held.contains(entry.group()));
            if (!ended) {
                slices.addAll(Slices.of(turn, entry -> entry.message().bytes()));
                take(most);
                most = CALLS_IN_FLIGHT;
            }
        }
        return sent;
    }

    private void take(int first) throws InterruptedException {
        int inFlight = 0;
        int most = first;
        while (inFlight > 0 || !slices.isEmpty()) {
            if (!leaseLost && lease.renewIn() <= 0 && !renewed()) {
                leaseLost = true;
                end();
            }
            while (inFlight < most && !slices.isEmpty()) {
                send(slices.remove());
                inFlight++;
            }
            var answer = leaseLost ? answers.take() : answers.poll(lease.renewIn(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                continue;
            }
            inFlight--;
            most = CALLS_IN_FLIGHT;
            var fault = wholeFailure(answer.sent());
            if (fault == null) {
                answer.sent().forEach(this::settle);
            } else {
                answer.sent().forEach(each -> sent.add(new Sent(each.entry(), fault)));
                failure = fault;
                end();
            }
        }
    }

    /** Where the database doesn't say so it may be another's: what is under way is awaited, and nothing more begun. */
    private boolean renewed() {
        try {
            return lease.renew();
        } catch (RuntimeException e) {
            OutboxRelay.LOG.warn(
                    "The lease of {} could not be renewed: {}",
                    lease.destination().name(),
                    e.toString());
            return false;
        }
    }

    private void settle(Sent one) {
        sent.add(one);
        String group = one.entry().group();
        if (group != null && !(one.result() instanceof EntryResult.Confirmed)) {
            held.add(group);
        }
    }

    private void end() {
        ended = true;
        slices.clear();
    }

    private void send(List<OutboxEntry> slice) {
        Thread.ofVirtual().name("relay-publish").start(() -> {
            var results = results(slice);
            var answer = new ArrayList<Sent>();
            for (int i = 0; i < slice.size(); i++) {
                answer.add(new Sent(slice.get(i), results.get(i)));
            }
            answers.add(new Answer(answer));
        });
    }

    private List<EntryResult> results(List<OutboxEntry> slice) {
        try {
            return broker.send(
                    lease.destination(),
                    slice.stream().map(OutboxEntry::message).toList());
        } catch (OutOfMemoryError e) {
            throw OutOfMemory.endTheProcess();
        } catch (RuntimeException
                | Error e) { // Whatever it is: without an answer the destination would be leased for ever.
            OutboxRelay.LOG.warn(
                    "Nothing can be sent to {}: {}", lease.destination().name(), e.toString());
            return Collections.nCopies(slice.size(), new ServerFault(reason(e), extent(e)));
        }
    }

    private static String reason(Throwable e) {
        return e instanceof MessagingException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private static Extent extent(Throwable e) {
        return e instanceof BrokerException refusal
                        && (refusal.kind() == BrokerException.Kind.UNREACHABLE
                                || refusal.kind() == BrokerException.Kind.NOT_ALLOWED)
                ? Extent.BROKER
                : Extent.DESTINATION;
    }

    /** If nothing of a slice was taken for reasons of the broker's, it is not each entry by itself that fails. */
    private static @Nullable ServerFault wholeFailure(List<Sent> answer) {
        ServerFault last = null;
        for (var each : answer) {
            if (!(each.result() instanceof ServerFault fault)) {
                return null;
            }
            last = fault;
        }
        if (last == null || last.extent() != Extent.ENTRY) {
            return last;
        }
        return answer.size() == 1 ? null : new ServerFault(last.code(), Extent.BROKER);
    }
}
