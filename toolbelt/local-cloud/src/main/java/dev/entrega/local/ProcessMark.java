package dev.entrega.local;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process that can be found again: its id and when it started, since ids are used again.
 *
 * @param started epoch milliseconds
 */
public record ProcessMark(long pid, long started) {
    /** The start of a process is known only as well as the boot time, which moves when the clock is set. */
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    public static ProcessMark of(ProcessHandle process) {
        return new ProcessMark(
                process.pid(),
                process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli());
    }

    /** For a line of a file. */
    public String text() {
        return pid + " " + started;
    }

    /** What {@link #text} says; empty if it was cut off, as a kill may do. */
    public static Optional<ProcessMark> parse(String text) {
        return parse(List.of(text.strip().split(" ", -1)), 0, 1, 1);
    }

    /** Of the file {@code postmaster.pid}: the id is in line 1, the start in line 3, in seconds. */
    static Optional<ProcessMark> ofPostmaster(String text) {
        return parse(text.lines().toList(), 0, 2, 1000);
    }

    private static Optional<ProcessMark> parse(List<String> parts, int pid, int started, int millis) {
        try {
            return Optional.of(new ProcessMark(
                    Long.parseLong(parts.get(pid).strip()),
                    Long.parseLong(parts.get(started).strip()) * millis));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> Math.abs(of(found).started() - started) <= TOLERANCE.toMillis());
    }
}
