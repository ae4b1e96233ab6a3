package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.EntryResult.SenderFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.Slices;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what transactions have left in the outbox: claim, publish, mark what was confirmed. Any number of relays may
 * run at once, in one process or many. A relay that dies between publishing and marking causes a second copy under the
 * same event id, which the inboxes of the readers absorb.
 */
public final class OutboxRelay implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int CLAIM = 200;

    /** Longer than a batch takes in ordinary times; a slower one costs a second copy, not an event. */
    private static final Duration LEASE = Duration.ofSeconds(5);

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);

    /** How messages reach where they are for. */
    public interface Broker {
        /** @return a result for each message, in their order */
        List<EntryResult> send(Destination destination, List<Message> messages);
    }

    private record Sent(OutboxEntry entry, EntryResult result) {}

    private final OutboxTable table;
    private final Transactions transactions;
    private final Broker broker;
    private final WakeUp wakeUp;
    private final Duration pollInterval;
    private final ErrorReports reports;
    private final ExecutorService publishing = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("relay-publish-", 0).factory());
    private final Thread loop;
    private volatile boolean stopping;

    /** @param pollInterval how long rows wait that no commit of this process announces: another's, or a dead relay's */
    public OutboxRelay(
            OutboxTable table,
            Transactions transactions,
            Broker broker,
            WakeUp wakeUp,
            Duration pollInterval,
            ErrorReports reports) {
        this.table = table;
        this.transactions = transactions;
        this.broker = broker;
        this.wakeUp = wakeUp;
        this.pollInterval = pollInterval;
        this.reports = reports;
        this.loop = Thread.ofVirtual().name("relay").unstarted(this::run);
    }

    @Override
    public void start() {
        loop.start();
    }

    private void run() {
        while (!stopping) {
            try {
                if (relayOnce() == 0) {
                    wakeUp.await(pollInterval);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("The relay could not work, it tries again in {}: {}", pollInterval, e.toString());
                reports.tell(ErrorReport.of(Place.RELAY, "outbox", "could not work", e));
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /**
     * One round.
     *
     * @return how many rows were claimed, 0 if none is due
     */
    int relayOnce() throws InterruptedException {
        List<OutboxEntry> claimed = transactions.write(connection -> table.claim(connection, CLAIM, LEASE));
        if (!claimed.isEmpty()) {
            List<Sent> sent = publish(claimed);
            transactions.write(connection -> {
                settle(connection, sent);
                return sent.size();
            });
        }
        return claimed.size();
    }

    private List<Sent> publish(List<OutboxEntry> claimed) throws InterruptedException {
        var calls = new ArrayList<Callable<List<Sent>>>();
        claimed.stream()
                .collect(Collectors.groupingBy(OutboxEntry::destination))
                .forEach((destination, entries) -> Slices.of(
                                entries, entry -> entry.message().bytes())
                        .forEach(slice -> calls.add(() -> publishSlice(destination, slice))));
        var sent = new ArrayList<Sent>();
        for (var call : publishing.invokeAll(calls)) {
            try {
                sent.addAll(call.get());
            } catch (ExecutionException e) {
                // Its rows come due again when their lease is over.
                LOG.error("Publishing a batch failed", e.getCause());
                reports.tell(ErrorReport.of(Place.RELAY, "outbox", "publishing failed", e.getCause()));
            }
        }
        return sent;
    }

    private List<Sent> publishSlice(Destination destination, List<OutboxEntry> slice) {
        var results = broker.send(
                destination, slice.stream().map(OutboxEntry::message).toList());
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < slice.size(); i++) {
            sent.add(new Sent(slice.get(i), results.get(i)));
        }
        return sent;
    }

    private void settle(Connection connection, List<Sent> sent) throws SQLException {
        var confirmed = new ArrayList<Long>();
        for (var each : sent) {
            var entry = each.entry();
            switch (each.result()) {
                case Confirmed c -> confirmed.add(entry.position());
                case ServerFault fault -> {
                    LOG.warn(
                            "event={} type={} attempt={} not confirmed: {}",
                            entry.eventId(),
                            entry.type(),
                            entry.attempts(),
                            fault.code());
                    table.postpone(connection, entry.position(), delayAfter(entry.attempts()));
                }
                case SenderFault fault -> {
                    LOG.error(
                            "event={} type={} parked, the broker will never take it: {}, {}",
                            entry.eventId(),
                            entry.type(),
                            fault.code(),
                            fault.detail());
                    table.park(connection, entry.position(), fault.code() + ": " + fault.detail());
                    reports.tell(ErrorReport.of(Place.RELAY, "outbox", "parked", null)
                            .with("event.id", entry.eventId())
                            .with("event.type", entry.type())
                            .with("trace", ErrorReport.NO_TRACE)
                            .with("code", fault.code()));
                }
            }
        }
        if (!confirmed.isEmpty()) {
            table.markPublished(connection, confirmed);
        }
    }

    private static Duration delayAfter(int attempts) {
        var delay = Duration.ofMillis(250L << Math.min(attempts, 16));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    private boolean pause() {
        try {
            Thread.sleep(pollInterval);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Finishes the round in hand and stops. What it leaves is sent by another relay, or after the next start. */
    @Override
    public void stop() {
        stopping = true;
        wakeUp.signal();
        try {
            if (!loop.join(LEASE)) {
                loop.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publishing.shutdownNow();
    }
}
