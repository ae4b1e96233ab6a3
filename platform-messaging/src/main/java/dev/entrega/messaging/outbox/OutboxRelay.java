package dev.entrega.messaging.outbox;

import dev.entrega.messaging.CommandWorker;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what transactions have left in the outbox: lease a destination, read what is due for it, publish, mark what was
 * confirmed. Any number of relays may run at once, in one process or many; of each destination one of them takes care at
 * a time. A relay that dies between publishing and marking causes a second copy under the same event id, which the
 * inboxes of the readers absorb.
 */
public final class OutboxRelay implements CommandWorker {

    static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    /** With the poll after it, what a relay that died has left is under way again within 5 s. */
    private static final Duration LEASE = Duration.ofSeconds(4);

    static final int ROWS = 500;

    /** After a look for a commit that found nothing, so that each commit of a busy service doesn't cause another. */
    private static final Duration BREATH = Duration.ofMillis(3);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(10);

    /** How messages reach where they are for. */
    public interface Broker {
        /** @return a result for each message, in their order */
        List<EntryResult> send(Destination destination, List<Message> messages);
    }

    private final String id = UUID.randomUUID().toString();
    private final OutboxTable table;
    private final Transactions transactions;
    private final Broker broker;
    private final WakeUp wakeUp;
    private final RelayPolicy policy;
    private final ErrorReports reports;
    private final Settlement settlement;
    private final Routes routes = new Routes();
    private final Set<Thread> sending = ConcurrentHashMap.newKeySet();
    private final RelayRoom room = new RelayRoom();
    private final Thread loop;
    private volatile boolean stopping;

    public OutboxRelay(
            OutboxTable table,
            Transactions transactions,
            Broker broker,
            WakeUp wakeUp,
            RelayPolicy policy,
            ErrorReports reports) {
        this.table = table;
        this.transactions = transactions;
        this.broker = broker;
        this.wakeUp = wakeUp;
        this.policy = policy;
        this.reports = reports;
        this.settlement = new Settlement(table, policy.maxAttempts(), reports);
        this.loop = Thread.ofVirtual().name("relay").unstarted(this::run);
    }

    @Override
    public void start() {
        loop.start();
    }

    private void run() {
        var wait = SHORTEST_WAIT;
        boolean woken = false;
        while (!stopping) {
            try {
                if (relayOnce() > 0) {
                    wait = SHORTEST_WAIT;
                    continue;
                }
                if (woken) {
                    Thread.sleep(BREATH);
                }
                woken = wakeUp.await(orNextTry(wait));
                // Shortly after there was something there is more, also of other processes, which wake nobody here.
                wait = woken ? SHORTEST_WAIT : min(wait.multipliedBy(2), policy.pollInterval());
            } catch (InterruptedException e) {
                return;
            } catch (OutOfMemoryError e) {
                OutOfMemory.endTheProcess();
            } catch (Throwable e) { // Whatever it is: a relay that ends in silence is the worst that can happen.
                LOG.error("The relay could not work, it tries again in {}: {}", policy.pollInterval(), e.toString());
                reports.tell(ErrorReport.of(Place.RELAY, "outbox", "could not work", e));
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private Duration orNextTry(Duration wait) {
        var next = routes.next();
        return next == null ? wait : min(wait, next);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Takes what is due and begins to send it.
     *
     * @return how many rows, 0 if none is due at a destination that is free
     */
    int relayOnce() {
        return room.read(this::take, 0);
    }

    private int take(long bytes) {
        var due = transactions.write(connection -> {
            var leased = table.lease(connection, id, routes.closed(), LEASE);
            if (leased.isEmpty()) {
                return Map.<Destination, List<OutboxEntry>>of();
            }
            var found = table.due(connection, leased, List.of(), ROWS, bytes);
            var idle = new TreeSet<>(leased);
            found.keySet().forEach(destination -> idle.remove(destination.name()));
            if (!idle.isEmpty()) {
                table.release(connection, id, idle);
            }
            return found;
        });
        due.forEach(this::dispatch);
        return due.values().stream().mapToInt(Collection::size).sum();
    }

    private void dispatch(Destination destination, List<OutboxEntry> entries) {
        var share = room.share();
        share.take(entries);
        int failures = routes.begin(destination.name());
        var lease = new Lease(table, transactions, settlement, id, destination, LEASE);
        var thread = Thread.ofVirtual().name("relay-" + destination.name()).unstarted(() -> {
            try {
                deliver(lease, entries, share, failures);
            } catch (InterruptedException e) {
                LOG.debug("Told to end while sending to {}", destination.name());
            } catch (OutOfMemoryError e) {
                OutOfMemory.endTheProcess();
            } catch (Throwable e) {
                // Its rows are still due: a second copy, when the database answers again.
                LOG.error("Sending to {} could not be settled: {}", destination.name(), e.toString());
                reports.tell(ErrorReport.of(Place.RELAY, "outbox", "could not be settled", e));
                routes.fail(destination.name());
            } finally {
                share.close();
                sending.remove(Thread.currentThread());
                wakeUp.signal();
            }
        });
        sending.add(thread);
        thread.start();
    }

    private void deliver(Lease lease, List<OutboxEntry> entries, RelayRoom.Share share, int failures)
            throws InterruptedException {
        String destination = lease.destination().name();
        var failure = new LeasedDestination(lease, broker, share, () -> !stopping, () -> routes.takes(destination))
                .sendAll(entries, failures > 0);
        if (failure == null) {
            routes.succeed(destination);
        } else {
            leaveAlone(destination, failure);
        }
    }

    private void leaveAlone(String destination, ServerFault failure) {
        var left = routes.fail(destination);
        if (!left.first()) {
            LOG.warn(
                    "{} still takes nothing ({}), tried again in {} ms",
                    destination,
                    failure.code(),
                    left.pause().toMillis());
            return;
        }
        LOG.error(
                "{} takes nothing ({}): what is for it waits, others go on; tried again in {} ms",
                destination,
                failure.code(),
                left.pause().toMillis());
        reports.tell(ErrorReport.of(Place.RELAY, "outbox", "destination fails", null)
                .with("destination", destination)
                .with("code", failure.code()));
    }

    private boolean pause() {
        try {
            Thread.sleep(policy.pollInterval());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Finishes what is in hand and stops. What it leaves is sent by another relay, or after the next start. */
    @Override
    public void stop() {
        stopping = true;
        wakeUp.signal();
        try {
            if (!loop.join(LEASE)) {
                loop.interrupt();
            }
            finishSending(LEASE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sending.forEach(Thread::interrupt);
    }

    /** Waits until what was taken is settled, for that time at most. */
    void finishSending(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (var thread : List.copyOf(sending)) {
            thread.join(Duration.ofNanos(Math.max(end - System.nanoTime(), 1)));
        }
    }
}
