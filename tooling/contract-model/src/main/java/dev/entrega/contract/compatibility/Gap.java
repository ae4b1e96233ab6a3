package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place where one schema allows what another does not.
 *
 * @param keyword of the outer schema that refuses it; empty if none does by itself
 * @param path    the names and indexes that lead to it in an instance
 * @param inner   the schemas that allow it
 * @param outer   the schemas that do not
 * @param witness an instance of the inner that the outer refuses; null if none is known, so that nothing is certain
 * @param reason  why nothing is certain, where that is so
 */
record Gap(
        Kind kind,
        String keyword,
        List<String> path,
        Set<String> inner,
        Set<String> outer,
        @Nullable JsonNode witness,
        String reason) {

    enum Kind {
        TYPE,
        VALUE,
        REQUIRED,
        BOUND,
        PATTERN,
        FORMAT,
        ITEMS,
        PROPERTY,
        OTHERS,
        BRANCH,
        UNCLEAR
    }

    /** The same seen from the value that contains it. */
    Gap within(String name, UnaryOperator<@Nullable JsonNode> around) {
        List<String> longer = new ArrayList<>();
        longer.add(name);
        longer.addAll(path);
        return new Gap(kind, keyword, longer, inner, outer, witness == null ? null : around.apply(witness), reason);
    }

    Gap unproved(String why) {
        return new Gap(kind, keyword, path, inner, outer, null, reason.isEmpty() ? why : reason);
    }
}
