package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.compatibility.Gap.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether the numbers of one alternative are among those of another: decided by bounds and steps. */
final class NumberContainment {

    private NumberContainment() {}

    static List<Gap> gaps(Pairing pairing) {
        Numbers inner = pairing.inner().numbers();
        Numbers outer = pairing.outer().numbers();
        List<BigDecimal> listed = inner.listed();
        if (listed != null && listed.stream().allMatch(outer::contains)) {
            return List.of();
        }
        List<Gap> gaps = new ArrayList<>();
        if (!inner.keepsLowerBoundOf(outer) && outer.lower() != null) {
            Numbers above = new Numbers(outer.lower(), null, null);
            gaps.add(gap(pairing, outer.lower().inclusive() ? "minimum" : "exclusiveMinimum", above::contains));
        }
        if (!inner.keepsUpperBoundOf(outer) && outer.upper() != null) {
            Numbers below = new Numbers(null, outer.upper(), null);
            gaps.add(gap(pairing, outer.upper().inclusive() ? "maximum" : "exclusiveMaximum", below::contains));
        }
        if (!inner.keepsStepOf(outer)) {
            Numbers steps = new Numbers(null, null, outer.step());
            boolean integers = outer.step() != null && outer.step().compareTo(BigDecimal.ONE) == 0;
            Gap gap = gap(pairing, integers ? "type" : "multipleOf", steps::contains);
            // Not all numbers of a narrow range need differ: what is not shown may not be so.
            gaps.add(gap);
        }
        return gaps;
    }

    private static Gap gap(Pairing pairing, String keyword, Predicate<BigDecimal> kept) {
        @Nullable
        JsonNode witness = pairing.inner().numbers().samples(pairing.outer().numbers()).stream()
                .filter(kept.negate())
                .findFirst()
                .map(Values::number)
                .orElse(null);
        return pairing.gap(keyword.equals("type") ? Kind.TYPE : Kind.BOUND, keyword, witness);
    }
}
