package dev.entrega.consumer;

import dev.entrega.messaging.Worker;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends handlers that don't end by themselves: at its deadline a handler is interrupted, rolled back and counted as failed.
 * One that doesn't even heed that holds a thread and a connection that nothing in this process can free, so the process
 * ends; its message then runs alone. Thread-safe.
 */
final class Deadlines implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private static final Duration TICK = Duration.ofMillis(100);

    /** A handler took longer than it may. */
    static final class DeadlineException extends RuntimeException {
        DeadlineException(String handler, Duration deadline, Throwable cause) {
            super(handler + " took longer than its deadline of " + deadline, cause);
        }
    }

    private static final class Run {
        private final String handler;
        private final Thread thread = Thread.currentThread();
        private final long end;
        private boolean over;
        private boolean ended;

        Run(String handler, Duration deadline) {
            this.handler = handler;
            this.end = System.nanoTime() + deadline.toNanos();
        }

        synchronized void interruptIfOver(long now) {
            if (!over && !ended && now - end > 0) {
                over = true;
                thread.interrupt();
            }
        }

        synchronized boolean isStuck(long now, Duration grace) {
            return over && !ended && now - end > grace.toNanos();
        }

        /** @return whether it was interrupted; it isn't any more */
        synchronized boolean end() {
            ended = true;
            if (over) {
                Thread.interrupted();
            }
            return over;
        }
    }

    private final Set<Run> runs = ConcurrentHashMap.newKeySet();
    private final HandlerLimits limits;
    private final Duration grace;
    private final Runnable exit;
    private final ErrorReports reports;

    /** A platform thread: handlers that spin may have taken all the carriers of virtual ones. */
    private final Thread watch = Thread.ofPlatform().daemon().name("deadlines").unstarted(this::watch);

    /**
     * @param grace time for an interrupted handler to roll back
     * @param exit ends the process
     */
    Deadlines(HandlerLimits limits, Duration grace, Runnable exit, ErrorReports reports) {
        this.limits = limits;
        this.grace = grace;
        this.exit = exit;
        this.reports = reports;
    }

    @Override
    public void start() {
        watch.start();
    }

    /** Calls a handler, and lets it run no longer than its limit says. */
    <R> R within(String handler, Callable<R> call) throws Exception {
        var deadline = limits.deadline(handler);
        var run = new Run(handler, deadline);
        runs.add(run);
        try {
            return call.call();
        } catch (Exception e) {
            if (run.end()) {
                throw new DeadlineException(handler, deadline, e);
            }
            throw e;
        } finally {
            run.end();
            runs.remove(run);
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(TICK);
                long now = System.nanoTime();
                for (var run : runs) {
                    run.interruptIfOver(now);
                    if (run.isStuck(now, grace)) {
                        LOG.error(
                                "handler={} does not end, {} s after its deadline and an interrupt; the process exits",
                                run.handler,
                                grace.toSeconds());
                        reports.tell(ErrorReport.of(Place.HANDLER, run.handler, "does not end", null));
                        exit.run();
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Deadlines end");
        }
    }

    @Override
    public void stop() {
        watch.interrupt();
    }
}
