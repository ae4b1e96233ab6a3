package dev.entrega.consumer;

import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers entries for a few milliseconds and sends them ten at a time. An entry that the broker could not take is sent
 * again a few times. Thread-safe.
 */
final class Batches<E> {

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    /** Long enough to fill a batch under load, far below anything that waits for it. */
    private static final Duration LINGER = Duration.ofMillis(5);

    private static final int CALLS_IN_FLIGHT = 8;
    private static final int TRIES = 3;
    private static final int MOST_UNSETTLED = 1000;

    private record Entry<E>(E content, int triesLeft) {}

    private final String what;
    private final Function<List<E>, List<EntryResult>> send;
    private final ErrorReports reports;
    private final LinkedBlockingQueue<Entry<E>> waiting = new LinkedBlockingQueue<>();
    private final Semaphore places = new Semaphore(CALLS_IN_FLIGHT);

    /** While the broker takes nothing, whoever adds waits here, and no more is received. */
    private final Semaphore room = new Semaphore(MOST_UNSETTLED);

    /** One party for each entry that is not settled, and one for whoever flushes. */
    private final Phaser unsettled = new Phaser(1);

    /**
     * @param what is done, a word of the code
     * @param send sends up to ten entries, and gives a result for each in their order
     */
    Batches(String what, Function<List<E>, List<EntryResult>> send, ErrorReports reports) {
        this.what = what;
        this.send = send;
        this.reports = reports;
        Thread.ofVirtual().name(what).start(this::gather);
    }

    void add(E content) {
        room.acquireUninterruptibly();
        unsettled.register();
        waiting.add(new Entry<>(content, TRIES));
    }

    private void gather() {
        try {
            while (true) {
                var batch = new ArrayList<Entry<E>>(Queue.MAX_BATCH);
                batch.add(waiting.take());
                long end = System.nanoTime() + LINGER.toNanos();
                while (batch.size() < Queue.MAX_BATCH) {
                    var next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    if (next == null) {
                        break;
                    }
                    batch.add(next);
                }
                places.acquire();
                Thread.ofVirtual().name(what + "-call").start(() -> send(batch));
            }
        } catch (InterruptedException e) {
            LOG.debug("No more to {}", what);
        }
    }

    private void send(List<Entry<E>> batch) {
        List<EntryResult> results;
        try {
            results = send.apply(batch.stream().map(Entry::content).toList());
        } catch (OutOfMemoryError e) {
            throw OutOfMemory.endTheProcess();
        } catch (RuntimeException
                | Error e) { // Whatever it is: without a result each entry would keep its room for ever.
            LOG.error("Could not {} messages", what, e);
            reports.tell(ErrorReport.of(Place.CONSUMER, what, "failed", e));
            results = Collections.nCopies(
                    batch.size(), new ServerFault(e.getClass().getSimpleName()));
        } finally {
            places.release();
        }
        for (int i = 0; i < batch.size(); i++) {
            settle(batch.get(i), results.get(i));
        }
    }

    private void settle(Entry<E> entry, EntryResult result) {
        if (result instanceof ServerFault && entry.triesLeft() > 1) {
            waiting.add(new Entry<>(entry.content(), entry.triesLeft() - 1));
            return;
        }
        if (!(result instanceof EntryResult.Confirmed)) {
            // Costs a redelivery: the receipt was too old and somebody else has the message, or SQS can't be reached.
            LOG.warn("Could not {} a message: {}", what, result);
        }
        unsettled.arriveAndDeregister();
        room.release();
    }

    /** Waits until everything that was added is settled, at most until the time is over. */
    void flush(Duration atMost) throws InterruptedException {
        int phase = unsettled.arrive();
        try {
            unsettled.awaitAdvanceInterruptibly(phase, atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("Not everything could be sent in time to {} messages; they will be delivered again", what);
        }
    }
}
