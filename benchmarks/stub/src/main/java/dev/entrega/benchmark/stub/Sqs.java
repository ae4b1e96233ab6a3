package dev.entrega.benchmark.stub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.benchmark.stub.Queues.Queue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** SQS's JSON protocol. Thread-safe. */
final class Sqs {

    /** As long as AWS's. */
    private static final String RECEIPT = "AQEB" + "x9KzN4pQ7sT2vW5y".repeat(24);

    private final Queues queues;
    private final Latency latency;
    private final Order order = new Order(Clock.systemUTC().instant());

    Sqs(Queues queues, Latency latency) {
        this.queues = queues;
        this.latency = latency;
    }

    Answer answer(Request request) throws IOException, InterruptedException {
        var json = Json.of(request);
        if (request.action().equals("CreateQueue")) {
            var queue = queues.create(json.path("QueueName").asText());
            put(queue, json.path("Attributes"));
            return urlOf(queue);
        }
        var queue = queues.find(
                json.path(json.has("QueueUrl") ? "QueueUrl" : "QueueName").asText());
        if (queue == null) {
            return Answer.noSuchQueue();
        }
        return switch (request.action()) {
            case "ReceiveMessage" -> receive(queue, json);
            case "DeleteMessageBatch" -> delete(queue, json);
            case "DeleteMessage" -> deleteOne(queue, json);
            case "ChangeMessageVisibilityBatch" -> successful(json);
            case "GetQueueUrl" -> urlOf(queue);
            case "GetQueueAttributes" -> Answer.json(Json.write(Map.of("Attributes", queue.attributes())));
            case "SetQueueAttributes" -> put(queue, json.path("Attributes"));
            case "TagQueue" -> Answer.json("{}");
            case "ListQueueTags" -> Answer.json("{\"Tags\":{}}");
            default -> Answer.notUnderstood(request.action());
        };
    }

    private static Answer urlOf(Queue queue) {
        return Answer.json("{\"QueueUrl\":" + Json.text(queue.url()) + "}");
    }

    private static Answer put(Queue queue, JsonNode attributes) {
        attributes
                .properties()
                .forEach(attribute -> queue.attributes()
                        .put(attribute.getKey(), attribute.getValue().asText()));
        return Answer.json("{}");
    }

    private Answer receive(Queue queue, JsonNode json) throws InterruptedException {
        var batch = queue.supply()
                .receive(
                        json.path("MaxNumberOfMessages").asInt(1),
                        json.path("WaitTimeSeconds").asInt(0));
        if (batch.size() == 0) {
            return Answer.json("{}");
        }
        latency.ofReceive();
        boolean withAttributes = asksFor(json.path("MessageAttributeNames"), "type");
        var out = new ByteArrayOutputStream(1_800 * batch.size() + 64);
        byte[] system = bytes(system(json));
        out.writeBytes(bytes("{\"Messages\":["));
        for (int i = 0; i < batch.size(); i++) {
            out.writeBytes(bytes((i == 0 ? "" : ",") + "{\"MessageId\":\"" + Order.idOf(batch.first() + i)
                    + "\",\"ReceiptHandle\":\"" + RECEIPT + (batch.receipt() + i) + "\","));
            if (i < batch.published().size()) {
                out.writeBytes(bytes(batch.published().get(i)));
            } else {
                order.write(batch.first() + i - batch.published().size(), withAttributes, out);
            }
            out.writeBytes(system);
            out.write('}');
        }
        out.writeBytes(bytes("]}"));
        return Answer.json(out.toByteArray(), out.size());
    }

    private static boolean asksFor(JsonNode names, String name) {
        for (JsonNode each : names) {
            if (each.asText().equals(name)
                    || each.asText().equals("All")
                    || each.asText().equals(".*")) {
                return true;
            }
        }
        return false;
    }

    /** Of the attributes that the broker itself adds, those that were asked for. */
    private static String system(JsonNode json) {
        String now = Long.toString(System.currentTimeMillis());
        var asked =
                json.path(json.has("MessageSystemAttributeNames") ? "MessageSystemAttributeNames" : "AttributeNames");
        var attributes = Map.of(
                        "SenderId",
                        "AIDAEXAMPLE",
                        "SentTimestamp",
                        now,
                        "ApproximateReceiveCount",
                        "1",
                        "ApproximateFirstReceiveTimestamp",
                        now)
                .entrySet()
                .stream()
                .filter(attribute -> asksFor(asked, attribute.getKey()))
                .map(attribute -> "\"" + attribute.getKey() + "\":\"" + attribute.getValue() + "\"")
                .collect(Collectors.joining(","));
        return attributes.isEmpty() ? "" : ",\"Attributes\":{" + attributes + "}";
    }

    private Answer delete(Queue queue, JsonNode json) throws InterruptedException {
        latency.ofDelete();
        queue.supply()
                .delete(StreamSupport.stream(json.path("Entries").spliterator(), false)
                        .map(Sqs::receipt)
                        .toList());
        return successful(json);
    }

    private Answer deleteOne(Queue queue, JsonNode json) throws InterruptedException {
        latency.ofDelete();
        queue.supply().delete(List.of(receipt(json)));
        return Answer.json("{}");
    }

    private static long receipt(JsonNode json) {
        return Long.parseLong(json.path("ReceiptHandle").asText().substring(RECEIPT.length()));
    }

    private static Answer successful(JsonNode json) {
        return Answer.json(StreamSupport.stream(json.path("Entries").spliterator(), false)
                .map(entry -> "{\"Id\":" + Json.text(entry.path("Id").asText()) + "}")
                .collect(Collectors.joining(",", "{\"Successful\":[", "],\"Failed\":[]}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
