package dev.entrega.benchmark.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A consumer that is measured in turn with others. It lies idle, warm and waiting, while it is not its turn. */
final class Contender implements AutoCloseable {

    private static final Duration START_UP = Duration.ofMillis(500);
    private static final Duration WIND_DOWN = Duration.ofMillis(400);

    private static final Duration SLICE = Duration.ofSeconds(2);

    /** Of a program's CPU: from there on its compilers are at work, and what they do makes it cheaper later. */
    private static final double COMPILING = 0.05;

    private final String name;
    private final String queue;
    private final Program program;
    private final String ready;
    private final Warmth warmth = new Warmth();
    private boolean compiles = true;
    private final List<Turn> turns = new ArrayList<>();

    /** What it has done in its turn. */
    record Turn(Duration time, Duration cpu, Broker.Queue counts, Duration stub) {
        double perSecond() {
            return counts.deleted() * 1e9 / time.toNanos();
        }

        /** In microseconds. */
        double cpuPerMessage() {
            return cpu.toNanos() / 1e3 / counts.deleted();
        }

        double perReceive() {
            return counts.received() * 1.0 / counts.receives();
        }

        double perDelete() {
            return counts.deleted() * 1.0 / counts.deletes();
        }

        /** Processors that the stub has taken. */
        double stubShare() {
            return stub.toNanos() * 1.0 / time.toNanos();
        }
    }

    /** @param ready what it says when it has started */
    Contender(String name, String queue, Program program, String ready) {
        this.name = name;
        this.queue = queue;
        this.program = program;
        this.ready = ready;
    }

    /** Waits until it has started. */
    void awaitReady() throws InterruptedException {
        program.await(ready);
    }

    String name() {
        return name;
    }

    /** Together, until all have come to rest or the time is over. Each has the share of the machine of its turns. */
    static void warmUp(Lab lab, Results results, List<Contender> some) throws InterruptedException {
        some.forEach(contender -> lab.broker().open(contender.queue));
        long begin = System.nanoTime();
        while (!isOver(lab.scale(), some, Duration.ofNanos(System.nanoTime() - begin))) {
            var before = some.stream().map(contender -> contender.progress(lab)).toList();
            Thread.sleep(SLICE);
            for (int i = 0; i < some.size(); i++) {
                some.get(i).note(before.get(i), some.get(i).progress(lab));
            }
        }
        for (var contender : some) {
            contender.rest(lab);
            if (lab.broker().counts(contender.queue).deleted() == 0) {
                throw new IllegalStateException(contender.name + " handles nothing");
            }
            if (!contender.isAtRest()) {
                results.remark(contender.name + " was still compiled or became cheaper when its warm-up ended.");
            }
            lab.programs().pin(contender.program);
        }
    }

    private static boolean isOver(Scale scale, List<Contender> some, Duration past) {
        return past.compareTo(scale.longestWarmUp()) >= 0
                || (past.compareTo(scale.warmUp()) >= 0 && some.stream().allMatch(Contender::isAtRest));
    }

    private void note(Progress before, Progress after) {
        warmth.note(after.costSince(before));
        compiles = after.compilingSince(before) > COMPILING;
    }

    private boolean isAtRest() {
        return !compiles && warmth.isAtRest();
    }

    private record Progress(Duration cpu, Duration compiling, long deleted) {
        double compilingSince(Progress before) {
            long all = cpu.minus(before.cpu).toNanos();
            return all == 0 ? 0 : (double) compiling.minus(before.compiling).toNanos() / all;
        }

        double costSince(Progress before) {
            long more = deleted - before.deleted;
            return more == 0
                    ? Double.POSITIVE_INFINITY
                    : (double) cpu.minus(before.cpu).toNanos() / more;
        }
    }

    private Progress progress(Lab lab) {
        return new Progress(
                program.cpu(), program.compiling(), lab.broker().counts(queue).deleted());
    }

    /** Waits until they have started, warms them up and gives each its turns. */
    static void compare(Lab lab, Results results, String what, List<Contender> some, Duration settle)
            throws InterruptedException {
        for (var contender : some) {
            contender.awaitReady();
        }
        Lab.say("warming up: " + what);
        warmUp(lab, results, some);
        for (int round = 1; round <= lab.scale().rounds(); round++) {
            Lab.say(what + ": round " + round + " of " + lab.scale().rounds());
            for (var contender : some) {
                contender.takeTurn(lab, settle, lab.scale().window());
            }
        }
    }

    void takeTurn(Lab lab, Duration settle, Duration window) throws InterruptedException {
        lab.broker().open(queue);
        Thread.sleep(START_UP.plus(settle));
        var watch = lab.machine().watch();
        var counts = lab.broker().counts(queue);
        var cpu = program.cpu();
        var stub = lab.broker().cpu();
        Thread.sleep(window);
        var cpuAfter = program.cpu();
        var stubAfter = lab.broker().cpu();
        var countsAfter = lab.broker().counts(queue);
        turns.add(new Turn(watch.end(), cpuAfter.minus(cpu), countsAfter.since(counts), stubAfter.minus(stub)));
        rest(lab);
    }

    private void rest(Lab lab) throws InterruptedException {
        lab.broker().shut(queue);
        Thread.sleep(WIND_DOWN);
    }

    /** What its turns have brought since this was called last. */
    List<Turn> turns() {
        var all = List.copyOf(turns);
        turns.clear();
        return all;
    }

    static Samples samples(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return new Samples(turns.stream().mapToDouble(figure).boxed().toList());
    }

    @Override
    public void close() {
        program.close();
    }
}
