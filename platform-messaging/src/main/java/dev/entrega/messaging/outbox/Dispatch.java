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
import java.util.function.BooleanSupplier;
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
    private final Destination destination;
    private final List<OutboxEntry> entries;
    private final Set<String> held = new HashSet<>();
    private final ArrayDeque<List<OutboxEntry>> slices = new ArrayDeque<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Sent> sent = new ArrayList<>();
    private long renewed = System.nanoTime();
    private boolean ended;
    private @Nullable ServerFault failure;

    Dispatch(Broker broker, Destination destination, List<OutboxEntry> entries) {
        this.broker = broker;
        this.destination = destination;
        this.entries = entries;
    }

    /** Why the destination takes nothing at all; null if it takes something. */
    @Nullable
    ServerFault failure() {
        return failure;
    }

    /**
     * @param carefully one call first and the others after it: it failed the last time
     * @param keepLease called again and again while it lasts; sending ends early if it says no
     * @return what became of those that were tried
     */
    List<Sent> run(boolean carefully, long leaseNanos, BooleanSupplier keepLease) throws InterruptedException {
        int most = carefully ? 1 : CALLS_IN_FLIGHT;
        for (var turn : Turns.of(entries)) {
            turn.removeIf(entry -> entry.group() != null && held.contains(entry.group()));
            if (!ended) {
                slices.addAll(Slices.of(turn, entry -> entry.message().bytes()));
                take(most, leaseNanos, keepLease);
                most = CALLS_IN_FLIGHT;
            }
        }
        return sent;
    }

    private void take(int first, long leaseNanos, BooleanSupplier keepLease) throws InterruptedException {
        int inFlight = 0;
        int most = first;
        while (inFlight > 0 || !slices.isEmpty()) {
            while (inFlight < most && !slices.isEmpty()) {
                send(slices.remove());
                inFlight++;
            }
            long renewIn = leaseNanos / 3 - (System.nanoTime() - renewed);
            var answer = renewIn > 0 ? answers.poll(renewIn, TimeUnit.NANOSECONDS) : null;
            if (answer == null) {
                if (!keepLease.getAsBoolean()) {
                    end();
                }
                renewed = System.nanoTime();
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
                    destination, slice.stream().map(OutboxEntry::message).toList());
        } catch (OutOfMemoryError e) {
            throw OutOfMemory.endTheProcess();
        } catch (RuntimeException
                | Error e) { // Whatever it is: without an answer the destination would be leased for ever.
            OutboxRelay.LOG.warn("Nothing can be sent to {}: {}", destination.name(), e.toString());
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
