package dev.entrega.consumer;

import dev.entrega.consumer.InHand.Work;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from the service's queue, has each delivery processed on a virtual thread of its own, and tells SQS how it
 * ended. There are never more deliveries in hand than credits.
 */
public final class Consumer implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Consumer.class);

    /** From the start of a shutdown: until then handlers may finish. A PaaS sends SIGKILL after 30 s. */
    private static final Duration FINISH = Duration.ofSeconds(20);

    /** Then they are interrupted, and have this long to roll back. */
    private static final Duration ROLL_BACK = Duration.ofSeconds(2);

    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long CREDIT_PATIENCE_MILLIS = 100;

    private final Queue queue;
    private final Deliveries deliveries;
    private final ConsumerSettings settings;
    private final Duration visibility;
    private final BackOff backOff;
    private final Clock clock;
    private final ErrorReports reports;
    private final Acknowledgements acknowledgements;
    private final Heartbeat heartbeat;
    private final Semaphore credits;
    private final InHand inHand = new InHand();
    private final Thread receiving = Thread.ofVirtual().name("receive").unstarted(this::receive);
    private volatile boolean stopping;

    Consumer(
            Queue queue,
            Deliveries deliveries,
            ConsumerSettings settings,
            Duration visibility,
            BackOff backOff,
            Clock clock,
            ErrorReports reports) {
        this.queue = queue;
        this.deliveries = deliveries;
        this.settings = settings;
        this.visibility = visibility;
        this.backOff = backOff;
        this.clock = clock;
        this.reports = reports;
        this.acknowledgements = new Acknowledgements(queue);
        this.heartbeat = new Heartbeat(queue, inHand, visibility, clock);
        this.credits = new Semaphore(settings.concurrency());
    }

    @Override
    public void start() {
        heartbeat.start();
        receiving.start();
    }

    private void receive() {
        int failures = 0;
        while (!stopping) {
            try {
                int wanted = takeCredits();
                if (wanted > 0) {
                    receive(wanted);
                }
                failures = 0;
            } catch (InterruptedException e) {
                LOG.debug("Interrupted while waiting for credits");
            } catch (RuntimeException e) { // Whatever it is: a loop that ends in silence is the worst that can happen.
                failures++;
                LOG.error("Nothing can be received, it will be tried again: {}", e.toString());
                reports.tell(ErrorReport.of(Place.CONSUMER, "receive", "failed", e));
                if (!stopping) {
                    LockSupport.parkNanos(pauseAfter(failures).toNanos());
                }
            }
        }
    }

    private Duration pauseAfter(int failures) {
        var pause = backOff.after(failures);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private void receive(int wanted) {
        List<ReceivedMessage> messages = List.of();
        try {
            messages = queue.receive(wanted, settings.pollWait(), visibility);
        } finally {
            credits.release(wanted - messages.size());
        }
        messages.forEach(this::take);
    }

    /** @return 1 to 10, or 0 if there is none for a while, so that a shutdown is noticed */
    private int takeCredits() throws InterruptedException {
        int taken = 0;
        if (credits.tryAcquire(CREDIT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            taken = 1;
            while (taken < Queue.MAX_BATCH && credits.tryAcquire()) {
                taken++;
            }
        }
        return taken;
    }

    private void take(ReceivedMessage message) {
        if (stopping) { // The long poll was answered after the stop: nobody may wait for its visibility to run out.
            acknowledgements.giveBack(message, Duration.ZERO);
            credits.release();
            return;
        }
        var work = inHand.add(message, clock.instant());
        Thread.ofVirtual().name("deliver-" + message.id()).start(() -> deliver(work));
    }

    private void deliver(Work work) {
        work.begin();
        var message = work.message();
        try {
            acknowledge(work, deliveries.process(message));
        } catch (Throwable e) { // Also an Error: a delivery that ends in silence would keep its credit for ever.
            LOG.error("message={} could not be processed, it comes back", message.id(), e);
            reports.tell(ErrorReport.of(Place.CONSUMER, "deliver", "failed", e).with("message.id", message.id()));
            acknowledge(work, new Ending.ComeBack(backOff.after(message.receiveCount())));
        } finally {
            credits.release();
        }
    }

    private void acknowledge(Work work, Ending ending) {
        if (!inHand.remove(work)) {
            return; // Given back by the shutdown meanwhile. If it was committed, the inbox knows.
        }
        switch (ending) {
            case Ending.Delete delete -> acknowledgements.delete(work.message());
            case Ending.ComeBack back -> acknowledgements.giveBack(work.message(), back.after());
        }
    }

    /** Finishes what is in hand, or gives it back; within 24 s in any case. Losing this race costs delay, never data. */
    @Override
    public void stop() {
        stopping = true;
        long end = System.nanoTime() + FINISH.toNanos();
        try {
            LockSupport.unpark(receiving); // It may be waiting for a broker that can't be reached.
            receiving.join(FINISH);
            if (!credits.tryAcquire(settings.concurrency(), end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                inHand.interruptAll();
                awaitRollBack();
            }
            acknowledgements.flush(FLUSH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            heartbeat.stop();
        }
    }

    private void awaitRollBack() throws InterruptedException {
        if (!credits.tryAcquire(settings.concurrency(), ROLL_BACK.toMillis(), TimeUnit.MILLISECONDS)) {
            for (var work : inHand.all()) {
                LOG.warn(
                        "message={} given back, its handler does not end",
                        work.message().id());
                if (inHand.remove(work)) {
                    acknowledgements.giveBack(work.message(), Duration.ZERO);
                }
            }
        }
    }
}
