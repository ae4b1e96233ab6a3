package dev.entrega.benchmark.runner;

import static dev.entrega.benchmark.runner.Contender.samples;

import dev.entrega.benchmark.runner.Contender.Turn;
import dev.entrega.benchmark.runner.Programs.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a message costs a service that handles 1, 10 or 50 types of events, with the database left out. */
final class TypesRoom implements Room {

    private static final List<Integer> TYPES = List.of(1, 10, 50);

    @Override
    public String name() {
        return "types";
    }

    /** No target is about it. */
    @Override
    public boolean isForQuickRuns() {
        return false;
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        var contenders = new ArrayList<Contender>();
        try {
            for (int types : TYPES) {
                String service = "types-" + types;
                var environment = lab.aws(Map.of(
                        "DATABASE_URL",
                        lab.database().fresh("types_" + types),
                        "BENCHMARK_HANDLER",
                        "none",
                        "BENCHMARK_DATABASE",
                        "none",
                        "BENCHMARK_TYPES",
                        Integer.toString(types)));
                contenders.add(new Contender(
                        types == 1 ? "Entrega, 1 type" : "Entrega, " + types + " types",
                        "dev_" + service,
                        lab.programs().service(service, Processors.ONE, environment),
                        service + " is ready"));
            }
            for (var contender : contenders) {
                contender.awaitReady();
            }
            Lab.say("warming up: services of 1, 10 and 50 event types");
            Contender.warmUp(lab, results, contenders);
            for (int round = 1; round <= lab.scale().rounds(); round++) {
                Lab.say("types: round " + round + " of " + lab.scale().rounds());
                for (var contender : contenders) {
                    contender.takeTurn(lab, Duration.ZERO, lab.scale().window());
                }
            }
            for (var contender : contenders) {
                results.figure(
                        "CPU per message by the number of event types",
                        contender.name(),
                        samples(contender.turns(), Turn::cpuPerMessage),
                        "µs");
            }
        } finally {
            contenders.forEach(Contender::close);
        }
    }
}
