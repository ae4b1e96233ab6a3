package dev.entrega.messaging;

import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link Worker} does again and again on a thread of its own. A round that fails is told and followed by the next,
 * whatever it was that it threw: a loop that ends in silence is the worst that can happen. Only without memory the process
 * ends. Used once.
 */
public final class Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    /** What is done each time. */
    public interface Round {
        /** @throws InterruptedException if it was told to end */
        void run() throws InterruptedException;
    }

    private final Duration pause;
    private final Round round;
    private final Consumer<Throwable> failed;
    private final Runnable outOfMemory;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * @param thread whose name says what it does
     * @param pause between the end of a round and the next
     * @param failed is told what a round threw, unless it was told to end
     */
    public Loop(Thread.Builder thread, Duration pause, Round round, Consumer<Throwable> failed) {
        this(thread, pause, round, failed, OutOfMemory::endTheProcess);
    }

    /** @param outOfMemory is not expected to return */
    Loop(Thread.Builder thread, Duration pause, Round round, Consumer<Throwable> failed, Runnable outOfMemory) {
        this.pause = pause;
        this.round = round;
        this.failed = failed;
        this.outOfMemory = outOfMemory;
        this.thread = thread.unstarted(this::run);
    }

    /** Begins with the first round. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) {
                runOnce();
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", Thread.currentThread().getName());
        }
    }

    private void runOnce() throws InterruptedException {
        try {
            round.run();
        } catch (InterruptedException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            outOfMemory.run();
        } catch (Throwable e) {
            if (!stopping) {
                failed.accept(e);
            }
        }
    }

    /** Interrupts the round that it is at, and returns at once. */
    public void stop() {
        stopping = true;
        thread.interrupt();
    }
}
