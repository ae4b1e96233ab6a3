package dev.entrega.local;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Ends a process and its children: asks, and after 3 s kills. */
final class Termination {
    private static final int PATIENCE_SECONDS = 3;

    private Termination() {}

    static void of(ProcessHandle process) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process), process.descendants()).toList();
        process.destroy();
        if (!ended(process)) {
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(Termination::ended);
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
