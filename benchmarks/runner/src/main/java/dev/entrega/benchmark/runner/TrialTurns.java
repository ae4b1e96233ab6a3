package dev.entrega.benchmark.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What trials of one process have done, in turn. */
final class TrialTurns {

    private static final Duration SLICE = Duration.ofSeconds(1);

    private final Map<String, List<Double>> perSecond = new LinkedHashMap<>();

    /** Each in turn, until all have come to rest or the time is over. */
    static void warmUp(Lab lab, Program program, List<String> trials, int threads) throws InterruptedException {
        var warmth = new LinkedHashMap<String, Warmth>();
        trials.forEach(trial -> warmth.put(trial, new Warmth()));
        long end = System.nanoTime() + lab.scale().trialWarmUp().toNanos();
        while (System.nanoTime() < end && !warmth.values().stream().allMatch(Warmth::isAtRest)) {
            for (var trial : warmth.entrySet()) {
                var did = program.ask(trial.getKey() + " " + SLICE.toMillis() + " " + threads);
                trial.getValue().note(1 / did.perSecond());
            }
        }
    }

    /** Measures one. */
    void take(Lab lab, Program program, String trial, int threads) throws InterruptedException {
        var watch = lab.machine().watch();
        var did = program.ask(trial + " " + lab.scale().trialWindow().toMillis() + " " + threads);
        watch.end();
        perSecond.computeIfAbsent(trial, name -> new ArrayList<>()).add(did.perSecond());
    }

    Samples of(String trial) {
        return new Samples(perSecond.getOrDefault(trial, List.of()));
    }
}
