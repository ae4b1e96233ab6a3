package dev.entrega.toolbelt.dev.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The ways to end a process with all that it has started. By handles, which leave its output open for last words. */
final class Endings {

    private Endings() {}

    /** SIGTERM. */
    static void ask(Process process) {
        family(process.toHandle()).forEach(ProcessHandle::destroy);
    }

    /** SIGKILL. */
    static void kill(Process process) {
        family(process.toHandle()).forEach(ProcessHandle::destroyForcibly);
    }

    /** SIGTERM, and after the time SIGKILL; returns when all of them are gone. */
    static void end(List<ProcessHandle> processes, Duration patience) throws InterruptedException {
        List<ProcessHandle> all = processes.stream().flatMap(Endings::family).toList();
        all.forEach(ProcessHandle::destroy);
        long end = System.nanoTime() + patience.toNanos();
        for (ProcessHandle each : all) {
            if (!gone(each, end - System.nanoTime())) {
                each.destroyForcibly();
                gone(each, patience.toNanos());
            }
        }
    }

    private static Stream<ProcessHandle> family(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants());
    }

    private static boolean gone(ProcessHandle process, long nanos) throws InterruptedException {
        try {
            process.onExit().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end of process " + process.pid() + " can't be waited for", e);
        }
    }
}
