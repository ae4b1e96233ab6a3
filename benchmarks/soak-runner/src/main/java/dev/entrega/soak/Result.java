package dev.entrega.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run has shown.
 *
 * @param busy for how long the services were
 * @param events published by any service
 * @param doubts why it shows less than it should: what the faults should have met more often, or could not do
 */
record Result(
        Options options,
        Duration busy,
        int operations,
        long events,
        Map<Fault, Integer> faults,
        Bites bites,
        List<String> doubts,
        List<Violation> violations) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INVARIANTS =
            List.of("LOST", "DUPLICATED", "PHANTOM", "TORN", "REORDERED", "BANK", "HTTP", "LIVENESS", "HYGIENE");

    /** Of each invariant so many violations are told in words. */
    private static final int EXAMPLES = 5;

    enum Outcome {
        PASS(0),
        FAIL(1),
        INVALID(4);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }

        int status() {
            return status;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A promise that was broken was broken, however little the faults have bitten. */
    Outcome outcome() {
        if (!violations.isEmpty()) {
            return Outcome.FAIL;
        }
        return doubts.isEmpty() ? Outcome.PASS : Outcome.INVALID;
    }

    private Map<String, Long> counts() {
        var counts = new LinkedHashMap<String, Long>();
        INVARIANTS.forEach(name -> counts.put(
                name, violations.stream().filter(v -> v.name().equals(name)).count()));
        return counts;
    }

    String json() {
        var json = new LinkedHashMap<String, Object>();
        json.put("outcome", outcome().toString());
        json.put("operations", operations);
        json.put("events", events);
        json.put("faults", byName());
        json.put("violations", counts());
        json.put("seed", options.seed());
        json.put("seconds", busy.toSeconds());
        json.put("mutant", options.mutant().map(Mutant::text).orElse(null));
        json.put("bites", bites.counts());
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Integer> byName() {
        var names = new TreeMap<String, Integer>();
        faults.forEach((fault, times) -> names.put(fault.name().toLowerCase(Locale.ROOT), times));
        return names;
    }

    String text() {
        return """
            %s: %d operations, %d events, %d faults in %d s (seed %d%s)
            faults: %s
            bites: %s
            violations: %s""".formatted(
                        outcome(),
                        operations,
                        events,
                        faults.values().stream().mapToInt(n -> n).sum(),
                        busy.toSeconds(),
                        options.seed(),
                        options.mutant().map(m -> ", mutant " + m.text()).orElse(""),
                        words(byName()),
                        words(bites.counts()),
                        words(counts()));
    }

    private static String words(Map<String, ?> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }

    /** What is wrong, a line each. */
    List<String> complaints() {
        var examples = INVARIANTS.stream()
                .flatMap(name -> violations.stream()
                        .filter(violation -> violation.name().equals(name))
                        .limit(EXAMPLES)
                        .map(violation -> violation.name() + " " + violation.what()));
        return Stream.concat(examples, doubts.stream()).toList();
    }
}
