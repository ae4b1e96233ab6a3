package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The entries of a batch, of which each is done or refused for itself: the answer names those among the failed. */
final class Entries {
    private Entries() {}

    static List<String> ids(ObjectNode request) {
        List<String> ids = new ArrayList<>();
        request.path("Entries").forEach(entry -> ids.add(entry.path("Id").asText()));
        return ids;
    }

    /**
     * Does the action with those entries that pass the check.
     *
     * @param check throws a {@link Refusal}
     */
    static ObjectNode act(ObjectNode request, Consumer<JsonNode> check, UnaryOperator<ObjectNode> action) {
        ObjectNode good = request.deepCopy();
        ArrayNode entries = good.putArray("Entries");
        ArrayNode failed = Json.object().putArray("Failed");
        for (JsonNode entry : request.path("Entries")) {
            try {
                check.accept(entry);
                entries.add(entry);
            } catch (Refusal refusal) {
                failed.addObject()
                        .put("Id", entry.path("Id").asText())
                        .put("SenderFault", true)
                        .put("Code", Errors.queryCode(refusal))
                        .put("Message", refusal.reason());
            }
        }
        ObjectNode answer = entries.isEmpty() ? Json.object() : action.apply(good);
        if (!failed.isEmpty()) {
            answer.withArray("Failed").addAll(failed);
        }
        return answer;
    }
}
