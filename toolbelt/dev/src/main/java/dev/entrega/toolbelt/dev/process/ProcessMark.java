package dev.entrega.toolbelt.dev.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that can be found again: its id and when it started, since ids are used again.
 *
 * @param started epoch milliseconds
 */
record ProcessMark(long pid, long started) {
    /** The start of a process is known only as well as the boot time, which moves when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(
                process.pid(),
                process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }

    String text() {
        return pid + " " + started;
    }

    /** Empty if the line was cut off, as a kill may do. */
    static Optional<ProcessMark> parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        try {
            return parts.length == 2
                    ? Optional.of(new ProcessMark(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> Math.abs(of(found).started() - started) <= TOLERANCE.toMillis());
    }
}
