package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Batch;
import dev.entrega.local.wire.Refusal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * DeleteMessage, singly and in batches. What is deleted already may be deleted again: on AWS it fails for malformed
 * handles only (API reference of DeleteMessage), ElasticMQ refuses every handle that it does not know any more.
 */
final class Deletion {
    private static final String INVALID = "ReceiptHandleIsInvalid";
    private static final String UUID = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";
    /** Message and reception. */
    private static final Pattern HANDLE = Pattern.compile(UUID + "#" + UUID);

    private final ElasticMq elasticMq;

    Deletion(ElasticMq elasticMq) {
        this.elasticMq = elasticMq;
    }

    ObjectNode delete(ObjectNode request) {
        try {
            return elasticMq.call("DeleteMessage", request);
        } catch (Refusal refusal) {
            if (refusal.code().equals(INVALID) && givenOut(request)) {
                return Json.object();
            }
            throw refusal;
        }
    }

    private static boolean givenOut(JsonNode request) {
        return HANDLE.matcher(request.path("ReceiptHandle").asText()).matches();
    }

    ObjectNode deleteBatch(ObjectNode request) {
        Batch.check(Entries.ids(request));
        Set<String> givenOut = new HashSet<>();
        request.path("Entries").forEach(entry -> {
            if (givenOut(entry)) {
                givenOut.add(entry.path("Id").asText());
            }
        });
        ObjectNode answer = elasticMq.call("DeleteMessageBatch", request);
        ArrayNode successful = answer.withArray("Successful");
        ArrayNode failed = Json.object().putArray("Failed");
        for (JsonNode entry : answer.path("Failed")) {
            String id = entry.path("Id").asText();
            if (entry.path("Code").asText().endsWith(INVALID) && givenOut.contains(id)) {
                successful.addObject().put("Id", id);
            } else {
                failed.add(entry);
            }
        }
        answer.set("Failed", failed);
        return answer;
    }
}
