package dev.entrega.benchmark.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What it takes to hold an event against its contract and bind it, by JMH. */
final class ContractRoom implements Room {

    private static final double NANOS_PER_MICRO = 1_000;

    @Override
    public String name() {
        return "contracts";
    }

    @Override
    public void measure(Lab lab, Results results) throws Exception {
        Lab.say("contracts: JMH");
        var answer = Files.createTempFile("entrega-jmh", ".json");
        try {
            run(lab, answer);
            for (JsonNode benchmark : new JsonMapper().readTree(answer.toFile())) {
                String name = benchmark.path("benchmark").asText();
                var samples = samples(benchmark);
                results.figure("An order of 1 KB and its contract", label(name), samples, "µs");
                if (name.endsWith(".consume")) {
                    results.measured(Target.V1, samples);
                }
            }
        } finally {
            Files.delete(answer);
        }
    }

    private static void run(Lab lab, Path answer) throws InterruptedException {
        var options = lab.scale().thorough()
                ? List.of("-f", "2", "-wi", "3", "-w", "2", "-i", "5", "-r", "1")
                : List.of("-f", "1", "-wi", "2", "-w", "1", "-i", "3", "-r", "1", ".*(consume|parse)$");
        var watch = lab.machine().watch();
        var arguments = new ArrayList<String>(options);
        arguments.addAll(List.of("-rf", "json", "-rff", answer.toString(), "-v", "SILENT"));
        var jar = lab.programs().jar("benchmarks/contracts/target/contract-benchmarks.jar");
        try (var jmh = lab.programs().deployed(jar, Map.of(), List.of(), arguments.toArray(String[]::new))) {
            jmh.awaitEnd();
        }
        watch.end();
    }

    private static Samples samples(JsonNode benchmark) {
        return new Samples(StreamSupport.stream(
                        benchmark.path("primaryMetric").path("rawData").spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .map(value -> value.asDouble() / NANOS_PER_MICRO)
                .toList());
    }

    private static String label(String benchmark) {
        return switch (benchmark.substring(benchmark.lastIndexOf('.') + 1)) {
            case "parse" -> "parse";
            case "consume" -> "parse, validate and bind";
            case "publish" -> "validate and write";
            case "parseAndBindWithoutContract" -> "parse and bind, without contract";
            case "writeWithoutContract" -> "write, without contract";
            default -> benchmark;
        };
    }
}
