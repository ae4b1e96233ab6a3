package dev.entrega.benchmark.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Runs benchmarks of JMH, in a process of their own. */
final class Jmh {

    private static final double NANOS_PER_MICRO = 1_000;

    private Jmh() {}

    /**
     * What each has taken, in microseconds, by the name of its method.
     *
     * @param which a regular expression
     */
    static Map<String, Samples> run(Lab lab, Path jar, String which) throws IOException, InterruptedException {
        var answer = Files.createTempFile("entrega-jmh", ".json");
        try {
            var watch = lab.machine().watch();
            try (var jmh = lab.programs().main(jar, "org.openjdk.jmh.Main", arguments(lab, which, answer))) {
                jmh.awaitEnd();
            }
            watch.end();
            var found = new LinkedHashMap<String, Samples>();
            for (JsonNode benchmark : new JsonMapper().readTree(answer.toFile())) {
                String name = benchmark.path("benchmark").asText();
                found.put(name.substring(name.lastIndexOf('.') + 1), samples(benchmark));
            }
            return found;
        } finally {
            Files.delete(answer);
        }
    }

    /** @throws IllegalStateException if it was not measured */
    static Samples of(String benchmark, Map<String, Samples> found) {
        var samples = found.get(benchmark);
        if (samples == null) {
            throw new IllegalStateException("JMH has measured " + found.keySet() + ", not " + benchmark);
        }
        return samples;
    }

    private static List<String> arguments(Lab lab, String which, Path answer) {
        var arguments = new ArrayList<String>(
                lab.scale().thorough()
                        ? List.of("-f", "2", "-wi", "2", "-w", "2", "-i", "4", "-r", "1")
                        : List.of("-f", "1", "-wi", "2", "-w", "1", "-i", "3", "-r", "1"));
        arguments.addAll(List.of("-rf", "json", "-rff", answer.toString(), "-v", "SILENT", which));
        return arguments;
    }

    private static Samples samples(JsonNode benchmark) {
        return new Samples(elements(benchmark.path("primaryMetric").path("rawData"))
                .flatMap(Jmh::elements)
                .map(value -> value.asDouble() / NANOS_PER_MICRO)
                .toList());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
