package dev.entrega.benchmark.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How busy others keep the machine while something is measured. Used by one thread. */
final class Machine {

    /** Of one processor: from there on figures say more about the neighbours than about us. */
    static final double TOLERABLE = 0.10;

    private final List<Double> others = new ArrayList<>();
    private OptionalLong postgres = OptionalLong.empty();

    private record Reading(long nanos, Duration all, Duration ours) {}

    /** A time in which something is measured. */
    final class Watch {
        private final Reading begin = read();

        private Watch() {}

        /** @return how long it took */
        Duration end() {
            var end = read();
            var time = Duration.ofNanos(end.nanos() - begin.nanos());
            var busy = end.all().minus(begin.all()).minus(end.ours().minus(begin.ours()));
            others.add(Math.max(0, busy.toNanos() * 1.0 / time.toNanos()));
            return time;
        }
    }

    /** Its server is no child of ours. */
    void countPostgres(long postmaster) {
        postgres = OptionalLong.of(postmaster);
    }

    Watch watch() {
        return new Watch();
    }

    private Reading read() {
        return new Reading(System.nanoTime(), ProcessClock.ofMachine(), ours());
    }

    private Duration ours() {
        var roots = Stream.concat(
                Stream.of(ProcessHandle.current()),
                postgres.stream().boxed().flatMap(pid -> ProcessHandle.of(pid).stream()));
        return roots.flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .map(process -> ProcessClock.of(process.pid()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** In processors, of each time that was watched. */
    List<Double> others() {
        return List.copyOf(others);
    }
}
