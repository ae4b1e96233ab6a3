package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Batch;
import dev.entrega.local.wire.Characters;
import dev.entrega.local.wire.MessageAttribute;
import dev.entrega.local.wire.Refusal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Checks messages as AWS does (SQS developer guide, "message quotas") and puts them into queues. */
final class Sender {
    /** Bytes of all messages of a batch together. */
    private static final int BATCH_LIMIT = 1_048_576;

    private final ElasticMq elasticMq;
    private final Queues queues;

    Sender(ElasticMq elasticMq, Queues queues) {
        this.elasticMq = elasticMq;
        this.queues = queues;
    }

    ObjectNode send(ObjectNode request) {
        check(request, queues.byUrl(request));
        return elasticMq.call("SendMessage", request);
    }

    /**
     * At most 10 messages, of any size together.
     *
     * @return why a message was not taken, by its index; the others are in the queue
     */
    Map<Integer, Refusal> send(Queue queue, List<TopicMessage> messages) {
        ObjectNode request = Queues.queueUrl(queue);
        ArrayNode entries = request.putArray("Entries");
        for (TopicMessage message : messages) {
            ObjectNode entry = entries.addObject()
                    .put("Id", String.valueOf(entries.size() - 1))
                    .put("MessageBody", message.body());
            message.group().ifPresent(group -> entry.put("MessageGroupId", group));
            message.deduplication().ifPresent(id -> entry.put("MessageDeduplicationId", id));
            if (!message.attributes().isEmpty()) {
                ObjectNode attributes = entry.putObject("MessageAttributes");
                message.attributes()
                        .forEach((name, attribute) -> attributes
                                .putObject(name)
                                .put("DataType", attribute.type())
                                .put(attribute.binary() ? "BinaryValue" : "StringValue", attribute.value()));
            }
        }
        Map<Integer, Refusal> refused = new HashMap<>();
        for (JsonNode failed : sendGood(queue, request).path("Failed")) {
            refused.put(
                    failed.path("Id").asInt(),
                    new Refusal(
                            failed.path("Code").asText(), failed.path("Message").asText()));
        }
        return refused;
    }

    /** Refuses the batch as a whole, or each entry for itself: the answer then names it among the failed. */
    ObjectNode sendBatch(ObjectNode request) {
        Queue queue = queues.byUrl(request);
        Batch.check(Entries.ids(request));
        int size = 0;
        for (JsonNode entry : request.path("Entries")) {
            size += size(entry);
        }
        if (size > BATCH_LIMIT) {
            throw new Refusal(
                    "BatchRequestTooLong",
                    "Batch requests cannot be longer than " + BATCH_LIMIT + " bytes. You have sent " + size
                            + " bytes.");
        }
        return sendGood(queue, request);
    }

    private ObjectNode sendGood(Queue queue, ObjectNode request) {
        return Entries.act(
                request,
                entry -> check(entry, queue),
                good -> queue.fifo() ? sendEach(queue, good) : elasticMq.call("SendMessageBatch", good));
    }

    /** ElasticMQ tells sequence numbers in its answers to single messages only. */
    private ObjectNode sendEach(Queue queue, ObjectNode request) {
        ObjectNode answer = Json.object();
        ArrayNode successful = answer.putArray("Successful");
        for (JsonNode entry : request.path("Entries")) {
            ObjectNode message = Queues.queueUrl(queue);
            message.setAll((ObjectNode) entry);
            message.remove("Id");
            successful.add(elasticMq.call("SendMessage", message).set("Id", entry.path("Id")));
        }
        return answer;
    }

    private static void check(JsonNode message, Queue queue) {
        FifoRules.check(message, queue);
        Range.check(message);
        String body = message.path("MessageBody").asText();
        if (body.isEmpty()) {
            throw new Refusal("MissingParameter", "The request must contain the parameter MessageBody.");
        }
        OptionalInt forbidden = Characters.firstForbidden(body);
        if (forbidden.isPresent()) {
            throw new Refusal(
                    "InvalidMessageContents",
                    "Invalid binary character '" + Characters.name(forbidden.getAsInt())
                            + "' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to "
                            + "#xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
        }
        Map<String, MessageAttribute> attributes = attributes(message);
        if (attributes.size() > Sqs.MOST_ATTRIBUTES) {
            throw Errors.invalidValue("Number of message attributes [" + attributes.size()
                    + "] exceeds the allowed maximum [" + Sqs.MOST_ATTRIBUTES + "].");
        }
        attributes.forEach((name, attribute) -> attribute.objection(name).ifPresent(objection -> {
            throw Errors.invalidValue(objection);
        }));
        if (size(message) > queue.maximumMessageSize()) {
            throw Errors.invalidValue("One or more parameters are invalid. Reason: Message must be shorter than "
                    + queue.maximumMessageSize() + " bytes.");
        }
    }

    private static int size(JsonNode message) {
        int size = MessageAttribute.utf8(message.path("MessageBody").asText());
        for (var attribute : attributes(message).entrySet()) {
            size += MessageAttribute.utf8(attribute.getKey())
                    + attribute.getValue().size();
        }
        return size;
    }

    private static Map<String, MessageAttribute> attributes(JsonNode message) {
        Map<String, MessageAttribute> attributes = new LinkedHashMap<>();
        message.path("MessageAttributes").properties().forEach(member -> {
            JsonNode value = member.getValue();
            String text =
                    value.path("StringValue").asText(value.path("BinaryValue").asText());
            attributes.put(
                    member.getKey(), new MessageAttribute(value.path("DataType").asText(), text));
        });
        return attributes;
    }
}
