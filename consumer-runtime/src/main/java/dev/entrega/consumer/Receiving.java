package dev.entrega.consumer;

import dev.entrega.consumer.lane.Gate;
import dev.entrega.messaging.OutOfMemory;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loops that receive from a queue: one long poll while it is idle, and as many at once as pay off while it is busy.
 * Each full receive begins one more, and one that brings next to nothing ends. Thread-safe.
 */
final class Receiving {

    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);

    /** Beyond that, a receive takes longer instead of bringing more (measured with 20 ms for each receive). */
    private static final int MOST_LOOPS = 32;

    /** A loop beyond the first pays off while it brings more than this share of what it could. */
    private static final int WORTHWHILE = 4;

    private static final Duration CREDIT_PATIENCE = Duration.ofMillis(100);
    private static final Duration CLOSED_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Queue queue;
    private final Gate gate;
    private final Duration pollWait;
    private final Duration visibility;
    private final Credits credits;
    private final BackOff backOff;
    private final ErrorReports reports;
    private final Consumer<List<ReceivedMessage>> receiver;
    private final Duration longestReceive;
    private final Set<Loop> loops = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile boolean stalled;

    /** One of the loops, and the receive that it is at. */
    private final class Loop {
        private final boolean first;
        private final Thread thread;
        private int wanted;
        private long since;
        private boolean abandoned;

        /** @param first whether it stays when there is nothing to do */
        Loop(boolean first) {
            this.first = first;
            this.thread = Thread.ofVirtual().name("receive-" + queue.name()).unstarted(() -> {
                try {
                    loop(this);
                } finally {
                    loops.remove(this);
                }
            });
        }

        synchronized void begins(int credits) {
            wanted = credits;
            since = System.nanoTime();
        }

        /** @return the credits that it still has */
        synchronized int ended() {
            int left = wanted;
            wanted = 0;
            return left;
        }

        synchronized boolean isAbandoned() {
            return abandoned;
        }

        /** @return whether it has been at one receive for longer than that; then it has to end */
        synchronized boolean abandonAfter(Duration longest) {
            if (wanted == 0 || System.nanoTime() - since < longest.toNanos()) {
                return false;
            }
            abandoned = true;
            return true;
        }
    }

    /**
     * @param stall by how much a receive may exceed its long poll before it is taken for lost; far above the client's own
     *     limit of time
     * @param receiver gets what was received, on the thread of the loop
     */
    Receiving(
            Queue queue,
            Gate gate,
            Duration pollWait,
            Duration stall,
            Duration visibility,
            Credits credits,
            BackOff backOff,
            ErrorReports reports,
            Consumer<List<ReceivedMessage>> receiver) {
        this.queue = queue;
        this.gate = gate;
        this.pollWait = pollWait;
        this.longestReceive = pollWait.plus(stall);
        this.visibility = visibility;
        this.credits = credits;
        this.backOff = backOff;
        this.reports = reports;
        this.receiver = receiver;
    }

    void start() {
        begin(true);
    }

    private void begin(boolean first) {
        var loop = new Loop(first);
        loops.add(loop);
        loop.thread.start();
    }

    private void loop(Loop own) {
        int failures = 0;
        while (!stopping && !own.isAbandoned()) {
            try {
                boolean worthwhile = receive(own);
                failures = 0;
                if (!worthwhile && !own.first) {
                    return;
                }
            } catch (InterruptedException e) {
                LOG.debug("Interrupted while waiting for credits");
            } catch (OutOfMemoryError e) {
                OutOfMemory.endTheProcess();
            } catch (Throwable e) { // Whatever it is: a loop that ends in silence is the worst that can happen.
                if (!own.first) {
                    LOG.warn(
                            "A further receive from {} failed, the first loop goes on: {}", queue.name(), e.toString());
                    return;
                }
                failures++;
                LOG.error("Nothing can be received from {}, it will be tried again: {}", queue.name(), e.toString());
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

    /** @return whether it was worth a loop of its own */
    private boolean receive(Loop own) throws InterruptedException {
        if (gate.closed().isPresent()) {
            Thread.sleep(CLOSED_PAUSE);
            return false;
        }
        int wanted = gate.isTrying() ? credits.takeAlone(CREDIT_PATIENCE) : credits.take(CREDIT_PATIENCE);
        if (wanted == 0) {
            return false;
        }
        own.begins(wanted);
        List<ReceivedMessage> messages = List.of();
        try {
            messages = queue.receive(wanted, pollWait, visibility);
            stalled = false;
        } finally {
            credits.received(
                    own.ended(),
                    messages.size(),
                    messages.stream()
                            .mapToLong(message -> message.body().length())
                            .sum());
        }
        if (messages.size() == wanted && loops.size() < MOST_LOOPS && !stopping) {
            begin(false);
        }
        receiver.accept(messages);
        return messages.size() * WORTHWHILE > wanted;
    }

    /**
     * Replaces loops whose receive has not ended although it must have, and the first one if it is gone: a loop that hangs
     * or ends in silence receives nothing.
     */
    void replaceStuck() {
        for (var loop : List.copyOf(loops)) {
            if (loop.abandonAfter(longestReceive)) {
                stalled = true;
                LOG.error(
                        "A receive from {} has not ended within {}, another loop begins", queue.name(), longestReceive);
                reports.tell(ErrorReport.of(Place.CONSUMER, "receive", "has not ended", null));
                credits.received(loop.ended(), 0, 0);
                loops.remove(loop);
                loop.thread.interrupt();
                if (loop.first && !stopping) {
                    begin(true);
                }
            }
        }
        if (!stopping && loops.stream().noneMatch(loop -> loop.first)) {
            stalled = true;
            begin(true);
            LOG.error("Nothing was received from {} any more, another loop begins", queue.name());
            reports.tell(ErrorReport.of(Place.CONSUMER, "receive", "has ended", null));
        }
    }

    /** Whether a receive was lost, or the loop that made them, and none has ended since. */
    boolean isStalled() {
        return stalled;
    }

    /**
     * Begins no receive any more, and waits for those under way, since what SQS hands out to them would stay invisible.
     */
    void stop(Duration atMost) throws InterruptedException {
        stopping = true;
        long end = System.nanoTime() + atMost.toNanos();
        for (var loop : loops) {
            LockSupport.unpark(loop.thread); // It may be waiting for a broker that can't be reached.
            loop.thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }
}
