package dev.entrega.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.MessageAttribute;
import dev.entrega.local.wire.Refusal;

/** How large a filter policy may be (SNS developer guide, "filter policy constraints"). */
final class FilterLimits {
    private static final int MOST_BYTES = 262_144;
    private static final int MOST_KEYS = 5;
    private static final int MOST_COMBINATIONS = 150;
    private static final int MOST_WILDCARD_POINTS = 100;

    private FilterLimits() {}

    /** @throws Refusal for the first limit that the policy breaks */
    static void check(String text, JsonNode policy) {
        if (MessageAttribute.utf8(text) > MOST_BYTES) {
            throw FilterPolicy.refused("Filter policy can not be larger than " + MOST_BYTES + " bytes");
        }
        // Those at the top alone: what is nested below them does not count.
        if (policy.size() > MOST_KEYS) {
            throw FilterPolicy.refused("Filter policy can not have more than " + MOST_KEYS + " keys");
        }
        if (combinations(policy, 1, 1) > MOST_COMBINATIONS || wildcardPoints(policy) > MOST_WILDCARD_POINTS) {
            throw FilterPolicy.refused("Filter policy is too complex");
        }
    }

    /** Of one value for each key, those of a nested key times its depth; capped, far above the limit. */
    private static long combinations(JsonNode object, int depth, long soFar) {
        long combinations = soFar;
        for (var key : object.properties()) {
            JsonNode value = key.getValue();
            if (FilterPolicy.isOr(key.getKey(), value)) {
                long either = 0;
                for (JsonNode choice : value) {
                    either += combinations(choice, depth, combinations);
                }
                combinations = either;
            } else if (value.isObject()) {
                combinations = combinations(value, depth + 1, combinations);
            } else {
                combinations *= (long) value.size() * depth;
            }
            combinations = Math.min(combinations, 1_000_000);
        }
        return combinations;
    }

    /** Of every key: the points of its patterns, times their number. */
    private static int wildcardPoints(JsonNode object) {
        int points = 0;
        for (var key : object.properties()) {
            JsonNode value = key.getValue();
            if (FilterPolicy.isOr(key.getKey(), value)) {
                for (JsonNode choice : value) {
                    points += wildcardPoints(choice);
                }
            } else if (value.isObject()) {
                points += wildcardPoints(value);
            } else {
                points += keyPoints(value);
            }
        }
        return points;
    }

    private static int keyPoints(JsonNode rules) {
        int patterns = 0;
        int points = 0;
        for (JsonNode rule : rules) {
            JsonNode operand = rule.path("wildcard").isMissingNode()
                    ? rule.path("anything-but").path("wildcard")
                    : rule.path("wildcard");
            for (JsonNode pattern : FilterRuleSyntax.list(operand)) {
                int stars = Wildcard.stars(pattern.asText());
                patterns++;
                points += stars > 1 ? 3 * stars : stars;
            }
        }
        return points * patterns;
    }
}
