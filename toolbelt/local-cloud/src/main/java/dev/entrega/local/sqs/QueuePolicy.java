package dev.entrega.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.local.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A queue's policy, as far as it decides whether a topic may send: {@code Allow} statements for the service principal
 * {@code sns.amazonaws.com} (or everyone), the action {@code sqs:SendMessage}, this queue, and conditions on
 * {@code aws:SourceArn}. A {@code Deny} counts as on AWS: one that matches wins. A condition it can't judge does not
 * match.
 */
record QueuePolicy(JsonNode document) {

    /**
     * @param text empty for none, which allows nothing
     * @throws Refusal if the text is not a JSON object
     */
    static QueuePolicy parse(String text) {
        try {
            JsonNode document = Json.parse(text.isEmpty() ? "{}" : text);
            if (document.isObject()) {
                return new QueuePolicy(document);
            }
        } catch (JsonProcessingException e) {
            // Answered below, as for JSON of another shape.
        }
        throw new Refusal("InvalidAttributeValue", "Invalid value for the parameter Policy.");
    }

    boolean allows(String topicArn, String queueArn) {
        boolean allowed = false;
        for (JsonNode statement : list(document.path("Statement"))) {
            if (applies(statement, topicArn, queueArn)) {
                if (statement.path("Effect").asText().equals("Deny")) {
                    return false;
                }
                allowed = allowed || statement.path("Effect").asText().equals("Allow");
            }
        }
        return allowed;
    }

    private static boolean applies(JsonNode statement, String topicArn, String queueArn) {
        return principal(statement.path("Principal"))
                && matchesAny(statement.path("Action"), "sqs:sendmessage", true)
                && (statement.path("Resource").isMissingNode()
                        || matchesAny(statement.path("Resource"), queueArn, false))
                && conditions(statement.path("Condition"), topicArn);
    }

    private static boolean principal(JsonNode principal) {
        return principal.asText().equals("*")
                || matchesAny(principal.path("AWS"), "*", false)
                || matchesAny(principal.path("Service"), "sns.amazonaws.com", false);
    }

    private static boolean conditions(JsonNode conditions, String topicArn) {
        for (var operator : conditions.properties()) {
            for (var key : operator.getValue().properties()) {
                boolean known = key.getKey().equalsIgnoreCase("aws:SourceArn");
                if (!known || !condition(operator.getKey(), key.getValue(), topicArn)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean condition(String operator, JsonNode values, String topicArn) {
        return switch (operator) {
            // ArnEquals and ArnLike are the same (IAM user guide, condition operators).
            case "ArnEquals", "ArnLike", "StringLike" -> matchesAny(values, topicArn, false);
            case "StringEquals" ->
                list(values).stream().anyMatch(value -> value.asText().equals(topicArn));
            default -> false;
        };
    }

    private static boolean matchesAny(JsonNode patterns, String text, boolean lowerCase) {
        return list(patterns).stream()
                .map(JsonNode::asText)
                .map(pattern -> lowerCase ? pattern.toLowerCase(Locale.ROOT) : pattern)
                .anyMatch(pattern -> like(pattern).matcher(text).matches());
    }

    /** {@code *} stands for any text, {@code ?} for any one character. */
    private static Pattern like(String pattern) {
        StringBuilder regex = new StringBuilder();
        pattern.codePoints()
                .mapToObj(Character::toString)
                .map(c -> c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c))
                .forEach(regex::append);
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** A policy may hold one value or a list of them. */
    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> list = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(list::add);
        } else if (!node.isMissingNode()) {
            list.add(node);
        }
        return list;
    }
}
