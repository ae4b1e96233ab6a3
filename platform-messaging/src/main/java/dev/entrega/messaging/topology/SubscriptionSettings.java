package dev.entrega.messaging.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.contract.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The attributes that the platform's subscriptions have, and how they differ from those of one that exists. */
final class SubscriptionSettings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String FILTER = "FilterPolicy";
    private static final String TYPE = "type";

    private SubscriptionSettings() {}

    /**
     * An ordered noun has one topic for all its types, so its readers take from it those that they handle.
     *
     * @param types what of the topic is handled; all of the same noun
     */
    static Map<String, String> of(String undeliveredArn, Set<EventType<?>> types) {
        var settings = new HashMap<String, String>();
        settings.put("RawMessageDelivery", "true");
        settings.put(
                "RedrivePolicy",
                JSON.createObjectNode()
                        .put("deadLetterTargetArn", undeliveredArn)
                        .toString());
        if (types.stream().anyMatch(EventType::ordered)) {
            var names = types.stream().map(EventType::name).collect(Collectors.toCollection(TreeSet::new));
            names.add(Sentinel.TYPE);
            settings.put(FILTER, filter(names));
        }
        return settings;
    }

    /** What of the settings the existing attributes don't say. */
    static Map<String, String> missing(Map<String, String> settings, Map<String, String> existing) {
        var wanted = new HashMap<>(settings);
        wanted.computeIfPresent(FILTER, (name, filter) -> widened(filter, existing.getOrDefault(name, "{}")));
        return QueueSettings.missing(wanted, existing);
    }

    /** What the older version of a service lets through stays: it may still run, and so may events of it be under way. */
    private static String widened(String filter, String existing) {
        var names = new TreeSet<String>();
        types(existing).forEach(type -> names.add(type.asText()));
        types(filter).forEach(type -> names.add(type.asText()));
        return filter(names);
    }

    private static JsonNode types(String filter) {
        try {
            return JSON.readTree(filter).path(TYPE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("SNS keeps filter policies as JSON", e);
        }
    }

    private static String filter(Set<String> types) {
        var filter = JSON.createObjectNode();
        var array = filter.putArray(TYPE);
        types.forEach(array::add);
        return filter.toString();
    }
}
