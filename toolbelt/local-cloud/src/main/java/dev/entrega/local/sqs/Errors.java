package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Xml;
import java.util.Map;

/**
 * SQS's error codes. The old query protocol and the JSON protocol name some of them differently; clients of the JSON
 * protocol get both, the old one in a header (AWS: "query compatible" services).
 */
final class Errors {
    private static final String PREFIX = "AWS.SimpleQueueService.";

    /** Code of the JSON protocol → code of the query protocol, where they differ. */
    private static final Map<String, String> QUERY_CODES = Map.ofEntries(
            Map.entry("QueueDoesNotExist", PREFIX + "NonExistentQueue"),
            Map.entry("QueueNameExists", "QueueAlreadyExists"),
            Map.entry("QueueDeletedRecently", PREFIX + "QueueDeletedRecently"),
            Map.entry("TooManyEntriesInBatchRequest", PREFIX + "TooManyEntriesInBatchRequest"),
            Map.entry("BatchEntryIdsNotDistinct", PREFIX + "BatchEntryIdsNotDistinct"),
            Map.entry("EmptyBatchRequest", PREFIX + "EmptyBatchRequest"),
            Map.entry("InvalidBatchEntryId", PREFIX + "InvalidBatchEntryId"),
            Map.entry("BatchRequestTooLong", PREFIX + "BatchRequestTooLong"),
            Map.entry("MessageNotInflight", PREFIX + "MessageNotInflight"),
            Map.entry("PurgeQueueInProgress", PREFIX + "PurgeQueueInProgress"),
            Map.entry("UnsupportedOperation", PREFIX + "UnsupportedOperation"));

    private Errors() {}

    static Refusal invalidValue(String message) {
        return new Refusal("InvalidParameterValue", message);
    }

    static Refusal noQueue() {
        return new Refusal("QueueDoesNotExist", "The specified queue does not exist.");
    }

    static Refusal fromElasticMq(int status, ObjectNode answer) {
        String type = answer.path("__type").asText("InternalFailure");
        String code = type.substring(type.indexOf('#') + 1);
        String message = answer.path("message").asText(answer.path("Message").asText(code));
        return code.equals("QueueDoesNotExist") || code.endsWith("NonExistentQueue")
                ? noQueue()
                : new Refusal(status, code, message);
    }

    static String queryCode(Refusal refusal) {
        return QUERY_CODES.getOrDefault(refusal.code(), refusal.code());
    }

    static Answer json(Refusal refusal) {
        ObjectNode body = Json.object();
        body.put("__type", "com.amazonaws.sqs#" + refusal.code());
        body.put("message", refusal.reason());
        String fault = refusal.status() < 500 ? "Sender" : "Receiver";
        return new Answer(
                refusal.status(),
                Answer.JSON,
                Map.of("x-amzn-query-error", queryCode(refusal) + ";" + fault),
                Json.write(body));
    }

    static Answer xml(Refusal refusal) {
        return Xml.error(QueryProtocol.NAMESPACE, refusal, queryCode(refusal));
    }
}
