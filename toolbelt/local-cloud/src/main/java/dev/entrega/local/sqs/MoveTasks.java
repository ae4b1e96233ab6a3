package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Refusal;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Brings dead letters back. ElasticMQ's own move keeps the receive count, so that what it brings back is a dead letter
 * again at once; on AWS a moved message is a new one, with a new id and a count that starts anew (SQS developer guide,
 * "dead-letter queue redrive"). A task is done before it is answered, so there is none to cancel.
 */
final class MoveTasks {
    private static final int BATCH = 10;
    private static final int HOLD_SECONDS = 30;
    private static final int SHOWN = 10;

    private record Task(String handle, String source, Optional<String> destination, long started, int moved) {}

    private final ElasticMq elasticMq;
    private final Queues queues;
    private final Deque<Task> done = new ConcurrentLinkedDeque<>();

    MoveTasks(ElasticMq elasticMq, Queues queues) {
        this.elasticMq = elasticMq;
        this.queues = queues;
    }

    ObjectNode start(ObjectNode request) {
        Queue source = deadLetterQueue(request);
        Optional<String> destination =
                Optional.of(request.path("DestinationArn").asText()).filter(arn -> !arn.isEmpty());
        destination.map(this::resource).ifPresent(target -> checkType(source, target));
        long started = System.currentTimeMillis();
        int moved = move(source, destination);
        Task task = new Task(UUID.randomUUID().toString(), source.arn(), destination, started, moved);
        done.addFirst(task);
        return Json.object().put("TaskHandle", task.handle());
    }

    private Queue deadLetterQueue(ObjectNode request) {
        Queue source = resource(request.path("SourceArn").asText());
        if (queues.sourcesOf(source).isEmpty()) {
            throw Errors.invalidValue("Source queue must be configured as a Dead Letter Queue.");
        }
        return source;
    }

    /** SQS developer guide, "dead-letter queue redrive": a FIFO queue's messages go to a FIFO queue. */
    private static void checkType(Queue source, Queue target) {
        if (source.fifo() != target.fifo()) {
            throw Errors.invalidValue("Source and destination queues must be of the same type.");
        }
    }

    private Queue resource(String arn) {
        return Queue.nameIn(arn)
                .flatMap(queues::byName)
                .orElseThrow(
                        () -> new Refusal(404, "ResourceNotFoundException", "The resource " + arn + " doesn't exist."));
    }

    /** Takes each message once: what has no way back (its source is gone) stays and is seen again. */
    private int move(Queue source, Optional<String> destination) {
        Set<String> seen = new HashSet<>();
        int moved = 0;
        boolean more = true;
        while (more) {
            more = false;
            for (JsonNode message : receive(source)) {
                more |= seen.add(message.path("MessageId").asText());
                moved += move(source, message, destination) ? 1 : 0;
            }
        }
        return moved;
    }

    private JsonNode receive(Queue source) {
        ObjectNode request = Queues.queueUrl(source)
                .put("MaxNumberOfMessages", BATCH)
                .put("WaitTimeSeconds", 0)
                .put("VisibilityTimeout", HOLD_SECONDS);
        request.putArray("MessageAttributeNames").add("All");
        request.putArray("AttributeNames").add("All");
        return elasticMq.call("ReceiveMessage", request).path("Messages");
    }

    private boolean move(Queue source, JsonNode message, Optional<String> destination) {
        String origin =
                message.path("Attributes").path("DeadLetterQueueSourceArn").asText();
        Optional<Queue> target = Queue.nameIn(destination.orElse(origin)).flatMap(queues::byName);
        ObjectNode handle = Queues.queueUrl(source).set("ReceiptHandle", message.path("ReceiptHandle"));
        if (target.isEmpty()) {
            elasticMq.call("ChangeMessageVisibility", handle.put("VisibilityTimeout", 0));
            return false;
        }
        ObjectNode send = Queues.queueUrl(target.get()).set("MessageBody", message.path("Body"));
        if (message.has("MessageAttributes")) {
            send.set("MessageAttributes", message.path("MessageAttributes"));
        }
        JsonNode group = message.path("Attributes").path("MessageGroupId");
        if (group.isTextual()) {
            send.set("MessageGroupId", group);
        }
        if (target.get().fifo()) {
            // A fresh one: ElasticMQ would lose a message that becomes a dead letter twice with the same.
            send.put("MessageDeduplicationId", UUID.randomUUID().toString());
        }
        elasticMq.call("SendMessage", send);
        elasticMq.call("DeleteMessage", handle);
        return true;
    }

    ObjectNode list(ObjectNode request) {
        Queue source = resource(request.path("SourceArn").asText());
        int most = Math.clamp(request.path("MaxResults").asInt(1), 1, SHOWN);
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("Results");
        done.stream()
                .filter(task -> task.source().equals(source.arn()))
                .limit(most)
                .forEach(task -> {
                    ObjectNode result = results.addObject()
                            .put("Status", "COMPLETED")
                            .put("SourceArn", task.source())
                            .put("ApproximateNumberOfMessagesMoved", task.moved())
                            .put("ApproximateNumberOfMessagesToMove", task.moved())
                            .put("StartedTimestamp", task.started());
                    task.destination().ifPresent(arn -> result.put("DestinationArn", arn));
                });
        return answer;
    }

    static Refusal nothingToCancel() {
        return new Refusal(404, "ResourceNotFoundException", "Task does not exist or is not running.");
    }
}
