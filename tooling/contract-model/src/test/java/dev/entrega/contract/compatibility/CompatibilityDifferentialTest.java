package dev.entrega.contract.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.entrega.contract.StrictSchema;
import dev.entrega.contract.TolerantSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The verdicts against the validator itself, over random pairs of schemas: {@code -Dpairs=10000} for many. An instance
 * that one side may publish and the other refuses must never meet the verdict "compatible", each breaking change must
 * show such an instance, and what only writes the same differently must not be found.
 */
class CompatibilityDifferentialTest {

    private static final int PAIRS = Integer.getInteger("pairs", 800);
    private static final int INSTANCES = 40;

    private final Map<RandomChange, Tally> tallies = new TreeMap<>();
    private final List<String> contradictions = new ArrayList<>();

    private static final class Tally {
        private int pairs;
        private int compatible;
        private int breaking;
        private int undecided;
        private int witnessed;
    }

    /** The validator, with one version in both of its forms. */
    private record Judge(Schema strict, Schema tolerant) {
        static Judge of(JsonNode schema) {
            SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
            return new Judge(
                    registry.getSchema(StrictSchema.of(schema)), registry.getSchema(TolerantSchema.of(schema)));
        }

        boolean publishes(JsonNode data) {
            return isValid(strict, data);
        }

        boolean reads(JsonNode data) {
            return isValid(tolerant, data);
        }

        private static boolean isValid(Schema schema, JsonNode data) {
            return schema.validate(data, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .isEmpty();
        }
    }

    @Test
    void noVerdictContradictsTheValidator() {
        RandomChange[] kinds = RandomChange.values();
        int pairs = 0;
        for (long seed = 0; pairs < PAIRS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ObjectNode before = RandomSchema.of(random);
            RandomChange kind = kinds[(int) (seed % kinds.length)];
            var after = kind.on(before, random);
            if (after.isPresent()) {
                pairs++;
                judge(seed, kind, before, after.get(), random);
            }
        }
        report(pairs);
        assertThat(contradictions).isEmpty();
        assertThat(tallies.values()).allSatisfy(tally -> assertThat(tally.pairs).isPositive());
        assertThat(tallies.values().stream().mapToInt(tally -> tally.undecided).sum())
                .as("undecided pairs")
                .isLessThan(pairs / 20);
    }

    private void judge(long seed, RandomChange kind, JsonNode before, JsonNode after, SplittableRandom random) {
        List<Change> changes = Compatibility.compare(before, after);
        Judge old = Judge.of(before);
        Judge now = Judge.of(after);
        boolean breaking = changes.stream().anyMatch(change -> change.severity() == Severity.BREAKING);
        boolean undecided = changes.stream().anyMatch(change -> change.severity() == Severity.UNDECIDED);
        JsonNode refused = refused(before, after, old, now, random);
        Tally tally = tallies.computeIfAbsent(kind, each -> new Tally());
        tally.pairs++;
        tally.breaking += breaking ? 1 : 0;
        tally.undecided += undecided && !breaking ? 1 : 0;
        tally.compatible += breaking || undecided ? 0 : 1;
        tally.witnessed += refused == null ? 0 : 1;
        if (refused != null && !breaking && !undecided) {
            contradict(seed, kind, "is called compatible, but refused is " + refused, before, after);
        }
        boolean broken = breaking && isInAccordWithItself(changes, old);
        boolean undecidable = undecided && isDecidable(before);
        if (kind.isEqual() && (broken || undecidable)) {
            contradict(seed, kind, "means the same, but found is " + changes, before, after);
        }
        for (Change change : changes) {
            JsonNode witness = change.witness();
            if (change.severity() == Severity.BREAKING
                    && (witness == null || !(isRefused(witness, old, now) || isRefused(witness, now, old)))) {
                contradict(seed, kind, "shows what proves nothing: " + change, before, after);
            }
        }
    }

    /** Of these, other words for the same may stay undecided, as the documentation says. */
    private static boolean isDecidable(JsonNode schema) {
        return Stream.of("oneOf", "if", "not").noneMatch(keyword -> schema.findValue(keyword) != null);
    }

    /** A schema whose own readers refuse what its publishers may send, as branches that nearly overlap do, breaks always. */
    private static boolean isInAccordWithItself(List<Change> changes, Judge judge) {
        return changes.stream()
                .map(Change::witness)
                .filter(Objects::nonNull)
                .noneMatch(witness -> isRefused(witness, judge, judge));
    }

    private static @Nullable JsonNode refused(
            JsonNode before, JsonNode after, Judge old, Judge now, SplittableRandom random) {
        for (JsonNode schema : List.of(before, after)) {
            RandomInstance instances = new RandomInstance(schema, random);
            for (int i = 0; i < INSTANCES; i++) {
                JsonNode data = instances.next();
                if (isRefused(data, old, now) || isRefused(data, now, old)) {
                    return data;
                }
            }
        }
        return null;
    }

    private static boolean isRefused(JsonNode data, Judge publisher, Judge reader) {
        return publisher.publishes(data) && !reader.reads(data);
    }

    private void contradict(long seed, RandomChange kind, String what, JsonNode before, JsonNode after) {
        contradictions.add("seed " + seed + ", " + kind + " " + what + "\n  before " + before + "\n  after  " + after);
    }

    private void report(int pairs) {
        System.out.printf(
                "%-20s %6s %10s %8s %9s %9s%n", "change", "pairs", "compatible", "breaking", "undecided", "refuted");
        tallies.forEach((kind, tally) -> System.out.printf(
                "%-20s %6d %10d %8d %9d %9d%n",
                kind, tally.pairs, tally.compatible, tally.breaking, tally.undecided, tally.witnessed));
        System.out.printf("%d pairs, %d contradictions%n", pairs, contradictions.size());
    }
}
