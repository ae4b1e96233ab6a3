package dev.entrega.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.local.wire.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client has set on a subscription, checked and read once.
 *
 * @param values as texts
 * @param filter of the messages, if there is one
 * @param deadLetterQueue ARN
 */
record SubscriptionAttributes(
        Map<String, String> values, boolean raw, Optional<FilterPolicy> filter, Optional<String> deadLetterQueue) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String BODY = "MessageBody";

    /** @throws Refusal for the first attribute that SNS does not know or whose value it does not take */
    static SubscriptionAttributes of(Map<String, String> given) {
        Map<String, String> values = new TreeMap<>(given);
        values.forEach(SubscriptionAttributes::check);
        values.computeIfPresent("RawMessageDelivery", (name, value) -> value.toLowerCase(Locale.ROOT));
        values.values().removeIf(String::isEmpty);
        return new SubscriptionAttributes(
                Map.copyOf(values),
                values.getOrDefault("RawMessageDelivery", "false").equals("true"),
                Optional.ofNullable(values.get("FilterPolicy"))
                        .map(policy -> FilterPolicy.parse(policy, BODY.equals(values.get("FilterPolicyScope")))),
                Optional.ofNullable(values.get("RedrivePolicy")).map(SubscriptionAttributes::target));
    }

    SubscriptionAttributes with(String name, String value) {
        Map<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        return of(changed);
    }

    /** Whether a repeated Subscribe asks for what is there already: only the attributes that it names count. */
    boolean cover(SubscriptionAttributes wanted) {
        return wanted.values().entrySet().stream().allMatch(e -> {
            String value = values.getOrDefault(e.getKey(), e.getKey().equals("RawMessageDelivery") ? "false" : "");
            return value.equals(e.getValue())
                    || (json(value).isContainerNode() && json(value).equals(json(e.getValue())));
        });
    }

    private static void check(String name, String value) {
        switch (name) {
            case "RawMessageDelivery" -> {
                if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                    throw Invalid.parameter(
                            "Attributes", "RawMessageDelivery: Invalid value [" + value + "]. Must be true or false.");
                }
            }
            case "FilterPolicyScope" -> {
                if (!value.equals("MessageAttributes") && !value.equals(BODY)) {
                    throw Invalid.parameter(
                            "Attributes",
                            "FilterPolicyScope: Invalid value [" + value
                                    + "]. Please use either MessageBody or MessageAttributes");
                }
            }
            case "FilterPolicy", "RedrivePolicy", "DeliveryPolicy" -> {}
            default -> throw Invalid.parameter("AttributeName");
        }
    }

    private static String target(String redrivePolicy) {
        String arn = json(redrivePolicy).path("deadLetterTargetArn").asText();
        if (!arn.startsWith("arn:aws:sqs:")) {
            throw Invalid.parameter("RedrivePolicy: deadLetterTargetArn is an invalid arn");
        }
        return arn;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
