package dev.entrega.toolbelt.pii;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.contract.data.DataSchema;
import dev.entrega.contract.data.PersonalData;
import dev.entrega.toolbelt.contract.ExactJson;
import dev.entrega.toolbelt.contract.ProjectContracts;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes what is personal out of the bodies of events. What it met on the way it remembers. Not thread-safe. */
final class Erasure {

    private static final String NO_EVENT = "what is no event";

    private final ProjectContracts contracts;
    private final Set<String> unknown = new TreeSet<>();
    private final Set<String> unfit = new TreeSet<>();

    Erasure(ProjectContracts contracts) {
        this.contracts = contracts;
    }

    /** Types that no contract of the project describes, so that nobody knows what in their events is personal. */
    Set<String> unknown() {
        return unknown;
    }

    /** Types of which something that is left does not fit the contract any more, so that a reader would refuse it. */
    Set<String> unfit() {
        return unfit;
    }

    /**
     * The body without what is personal.
     *
     * @param body as it is stored: a CloudEvent, or whatever a stranger sent
     * @param subject whose events are meant; another's is left alone
     * @return empty if nothing in it is to be changed
     */
    Optional<String> of(String body, String subject) {
        if (!(read(body) instanceof ObjectNode event)) {
            unknown.add(NO_EVENT);
            return Optional.empty();
        }
        if (!event.path("subject").asText().equals(subject) || !event.has("data")) {
            return Optional.empty();
        }
        String type = event.path("type").asText();
        var contract = contracts.find(type);
        if (contract.isEmpty()) {
            unknown.add(type);
            return Optional.empty();
        }
        var schema = contract.get().schema();
        var data = event.path("data");
        var left = new PersonalData(schema).erase(data);
        if (left.equals(data)) {
            return Optional.empty();
        }
        if (!DataSchema.tolerant(schema).violations(left).isEmpty()) {
            unfit.add(type);
        }
        return Optional.of(event.set("data", left).toString());
    }

    private static JsonNode read(String body) {
        try {
            return ExactJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return ExactJson.MAPPER.missingNode();
        }
    }
}
