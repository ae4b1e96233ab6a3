package dev.entrega.benchmark.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/** What Linux has counted for processes and for the machine (proc(5)). */
final class ProcessClock {

    /** Of all Linux systems that a JDK 25 runs on: sysconf(_SC_CLK_TCK). */
    private static final long TICKS_PER_SECOND = 100;

    /** As HotSpot names its threads; the kernel cuts names after 15 characters. */
    private static final Pattern COMPILER = Pattern.compile("^\\d+ \\(C[12] Compiler");

    private static final int USER_TIME = 11;
    private static final int TIMES = 4;

    private ProcessClock() {}

    /** Processor time of a process and of those of its children that have ended; none if there is no such process. */
    static Duration of(long pid) {
        var stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            return parse(Files.readString(stat));
        } catch (IOException e) { // It has ended.
            return Duration.ZERO;
        }
    }

    /** Processor time of a JVM's compilers, as far as their threads are still there; none if there is no such process. */
    static Duration ofCompilers(long pid) {
        try (var threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.map(thread -> compilers(thread.resolve("stat"))).reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) { // It has ended.
            return Duration.ZERO;
        }
    }

    private static Duration compilers(Path thread) {
        try {
            String stat = Files.readString(thread);
            return COMPILER.matcher(stat).find() ? parse(stat) : Duration.ZERO;
        } catch (IOException e) { // It has ended.
            return Duration.ZERO;
        }
    }

    /** @param stat the one line of /proc/PID/stat */
    static Duration parse(String stat) {
        // The name is in parentheses and may hold spaces and parentheses itself. Then: state, 3 to 13, then the times.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        long ticks = 0;
        for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ofTicks(ticks);
    }

    /** Time that all processors together were not idle, for whomever; also for other guests of the same host. */
    static Duration ofMachine() {
        try {
            return parseMachine(Files.readString(Path.of("/proc/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param stat the text of /proc/stat */
    static Duration parseMachine(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().strip().split("\\s+", -1);
        // cpu user nice system idle iowait irq softirq steal; what guests take is in user already.
        long ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
            ticks += Long.parseLong(fields[i]);
        }
        return ofTicks(ticks);
    }

    private static Duration ofTicks(long ticks) {
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }

    /** Memory of a process that is in RAM, in MB. */
    static double residentMegabytes(long pid) {
        try {
            return parseResident(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param status the text of /proc/PID/status */
    static double parseResident(String status) {
        return status.lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
