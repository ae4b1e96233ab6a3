package dev.entrega.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a process says, kept, and told to whoever waits for a word of it. */
final class Output {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final StringBuilder said = new StringBuilder();
    private final Thread reading;
    private boolean ended;

    Output(Process process) {
        // Not a virtual thread: one that reads a pipe keeps its carrier, and after a silence the JVM gives no other for
        // it.
        reading = Thread.ofPlatform().name("output-" + process.pid()).daemon().start(() -> read(process));
    }

    private void read(Process process) {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line, false);
            }
        } catch (IOException e) {
            // It was killed, and its output closed under the reader.
        } finally {
            add("", true);
        }
    }

    private void add(String line, boolean last) {
        lock.lock();
        try {
            if (!last) {
                said.append(line).append('\n');
            }
            ended = last;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** @return false if it has ended or the time is over, and it was not said */
    boolean await(String text, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (said.indexOf(text) < 0) {
                if (ended || left <= 0) {
                    return false;
                }
                left = more.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Children of the process may keep its output open; nobody waits for them. */
    void awaitEnd() throws InterruptedException {
        reading.join(Duration.ofSeconds(2));
    }

    String text() {
        lock.lock();
        try {
            return said.toString();
        } finally {
            lock.unlock();
        }
    }
}
