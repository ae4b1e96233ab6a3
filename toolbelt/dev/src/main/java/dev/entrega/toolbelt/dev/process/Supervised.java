package dev.entrega.toolbelt.dev.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A process that is started again whenever it dies, the later the more often it dies at once. Thread-safe. What it says
 * goes to the output and, with every start appended, to its log file.
 */
public final class Supervised {
    /** What a service logs once its migrations, its topology and its consumers stand. */
    private static final String READY = " is ready";

    /** Whoever dies earlier than this after its start may do so again. */
    private static final Duration SOUND = Duration.ofSeconds(5);

    /** Enough for a Ctrl-C, which reaches the processes as well, to have been taken for what it is. */
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(300);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Launch launch;
    private final ProcessList processes;
    private final Output output;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile State state = State.STOPPED;
    private volatile String lastLine = "";
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile @Nullable Process process;
    private volatile boolean wanted;
    private boolean asked;
    private int quickDeaths;
    private @Nullable Thread keeper;

    public Supervised(Launch launch, ProcessList processes, Output output) {
        this.launch = launch;
        this.processes = processes;
        this.output = output;
    }

    public Launch launch() {
        return launch;
    }

    public Status status() {
        Process current = process;
        long pid = current == null || !current.isAlive() ? 0 : current.pid();
        return new Status(launch.label(), launch.folder().name(), launch.type(), state, pid, restarts.get(), lastLine);
    }

    /** Starts it, unless it is started already, and returns at once. */
    public void start() {
        locked(() -> {
            if (!wanted) {
                wanted = true;
                state = State.STARTING;
                keeper = Thread.ofPlatform()
                        .daemon()
                        .name("keep-" + launch.label())
                        .start(this::keep);
            }
        });
    }

    /** Whether it became ready within the time; false at once if it was told to stop. */
    public boolean awaitReady(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lockInterruptibly();
        try {
            while (state != State.RUNNING && wanted && left > 0) {
                left = changed.awaitNanos(left);
            }
            return state == State.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    /** SIGKILL, as {@code kill -9}: whatever it has in hand is left as it is. Returns the process id, 0 if there was none. */
    public long kill() {
        Process current = process;
        if (current == null || !current.isAlive()) {
            return 0;
        }
        Endings.kill(current);
        return current.pid();
    }

    /** Ends it by SIGTERM and starts it again. Returns at once. */
    public void restart() {
        locked(() -> {
            asked = true;
            quickDeaths = 0;
            changed.signalAll();
        });
        Process current = process;
        if (current != null) {
            Endings.ask(current);
        }
    }

    /** Tells it to stop and returns at once. Nothing that dies from now on is started again. */
    public void askToStop() {
        locked(() -> {
            wanted = false;
            changed.signalAll();
        });
        Process current = process;
        if (current != null) {
            Endings.ask(current);
        }
    }

    /** Stops it: SIGTERM, and SIGKILL if it isn't gone within the time. */
    public void stop(Duration patience) throws InterruptedException {
        askToStop();
        Process current = process;
        if (current != null && !current.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            output.news(
                    launch.label() + " did not end within " + patience.toSeconds() + " s of SIGTERM and was killed");
            Endings.kill(current);
        }
        Thread thread = keeper;
        if (thread != null) {
            thread.join();
        }
    }

    private void keep() {
        try {
            while (wanted) {
                long began = System.nanoTime();
                String how = runOnce();
                if (!wanted) {
                    break;
                }
                pauseAfter(how, Duration.ofNanos(System.nanoTime() - began));
                restarts.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            become(State.STOPPED);
        }
    }

    /** Returns how it ended. */
    private String runOnce() throws InterruptedException {
        become(State.STARTING);
        try {
            Process started = launch.start();
            process = started;
            processes.add(started.toHandle());
            Launch.begin(started); // Only now: a kill of this process leaves nothing that the next run doesn't know.
            if (!wanted) {
                Endings.ask(started); // Told to stop while it was being started.
            }
            if (launch.type().equals(Launch.TRAFFIC)) {
                become(State.RUNNING);
            }
            copyOutput(started);
            int exitCode = started.waitFor();
            processes.remove(started.toHandle());
            return exitCode == 137 ? "was killed" : "died with exit code " + exitCode;
        } catch (IOException e) {
            return "can't be started (" + e.getMessage() + ")";
        }
    }

    private void copyOutput(Process started) {
        try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
                var file = new PrintWriter(
                        Files.newBufferedWriter(launch.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        true)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.println(line);
                if (!line.isBlank()) {
                    lastLine = line;
                }
                output.line(launch.label(), line);
                if (line.contains(launch.folder().name() + READY)) {
                    become(State.RUNNING);
                }
            }
        } catch (IOException e) {
            output.news("the output of " + launch.label() + " is cut off (" + e.getMessage() + "); is there space for "
                    + launch.log() + "?");
        }
    }

    private void pauseAfter(String how, Duration lived) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (asked) {
                asked = false;
                return;
            }
            quickDeaths = lived.compareTo(SOUND) < 0 && !how.equals("was killed") ? quickDeaths + 1 : 0;
            become(State.DIED);
            Duration pause = pause(quickDeaths);
            long left = SHORTEST_PAUSE.toNanos();
            while (wanted && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (!wanted) {
                return;
            }
            output.news(launch.label() + " " + how + " and is started again"
                    + (quickDeaths > 0 ? " in " + pause.toSeconds() + " s; it said last: " + lastLine : ""));
            left = pause.minus(SHORTEST_PAUSE).toNanos();
            while (wanted && !asked && left > 0) {
                left = changed.awaitNanos(left);
            }
            asked = false;
        } finally {
            lock.unlock();
        }
    }

    static Duration pause(int quickDeaths) {
        if (quickDeaths == 0) {
            return SHORTEST_PAUSE;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(quickDeaths - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private void become(State next) {
        locked(() -> {
            state = next;
            changed.signalAll();
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
