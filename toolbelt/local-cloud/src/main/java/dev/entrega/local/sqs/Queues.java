package dev.entrega.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** The queues and their attributes. Changes go one at a time, reads don't wait. */
final class Queues {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern FIFO_NAME = Pattern.compile("[A-Za-z0-9_-]{1,75}\\.fifo");

    private final ElasticMq elasticMq;
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();
    private final ReentrantLock changes = new ReentrantLock();

    Queues(ElasticMq elasticMq) {
        this.elasticMq = elasticMq;
    }

    /** @throws Refusal if there is no such queue */
    Queue byUrl(JsonNode request) {
        String url = request.path("QueueUrl").asText();
        return byName(url.substring(url.lastIndexOf('/') + 1)).orElseThrow(Errors::noQueue);
    }

    /** @throws Refusal if there is no such queue */
    Queue byArn(String arn) {
        return Queue.nameIn(arn).flatMap(this::byName).orElseThrow(Errors::noQueue);
    }

    Optional<Queue> byName(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    ObjectNode create(ObjectNode request) {
        String name = request.path("QueueName").asText();
        Map<String, String> wanted = Json.texts(request, "Attributes");
        checkName(name, wanted.containsKey("FifoQueue"));
        QueueAttributes.check(wanted, Queue.isFifo(name));
        changes.lock();
        try {
            Queue existing = queues.get(name);
            return existing == null ? create(name, wanted, request) : confirm(existing, wanted);
        } finally {
            changes.unlock();
        }
    }

    private static void checkName(String name, boolean fifo) {
        if (fifo && !FIFO_NAME.matcher(name).matches()) {
            throw Errors.invalidValue("The name of a FIFO queue can only include alphanumeric characters, hyphens, or "
                    + "underscores, must end with .fifo suffix and be 1 to 80 in length.");
        }
        if (!fifo && !NAME.matcher(name).matches()) {
            throw Errors.invalidValue(
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
    }

    private ObjectNode create(String name, Map<String, String> wanted, ObjectNode request) {
        Queue queue = new Queue(name);
        ObjectNode forwarded = request.deepCopy();
        forwarded.set("Attributes", forwarded(queue, wanted));
        ObjectNode answer = elasticMq.call("CreateQueue", forwarded);
        queue.keep(wanted);
        queues.put(name, queue);
        redirect(queue);
        return answer;
    }

    /** Creating a queue that exists is harmless, unless it would have become another. */
    private ObjectNode confirm(Queue existing, Map<String, String> wanted) {
        Map<String, String> actual = attributes(existing);
        wanted.forEach((attribute, value) -> {
            if (!QueueAttributes.same(attribute, value, actual.getOrDefault(attribute, ""))) {
                throw new Refusal(
                        "QueueNameExists",
                        "A queue already exists with the same name and a different value for attribute " + attribute);
            }
        });
        return elasticMq.call("GetQueueUrl", Json.object().put("QueueName", existing.name()));
    }

    ObjectNode delete(ObjectNode request) {
        changes.lock();
        try {
            Queue queue = byUrl(request);
            ObjectNode answer = elasticMq.call("DeleteQueue", request);
            queues.remove(queue.name());
            redirect(queue);
            return answer;
        } finally {
            changes.unlock();
        }
    }

    ObjectNode setAttributes(ObjectNode request) {
        Map<String, String> wanted = Json.texts(request, "Attributes");
        changes.lock();
        try {
            Queue queue = byUrl(request);
            QueueAttributes.check(wanted, queue.fifo());
            forward(queue, forwarded(queue, wanted));
            queue.keep(wanted);
            return Json.object();
        } finally {
            changes.unlock();
        }
    }

    ObjectNode attributes(ObjectNode request) {
        Map<String, String> actual = attributes(byUrl(request));
        ObjectNode asked = Json.object();
        request.path("AttributeNames").forEach(name -> {
            if (name.asText().equals("All")) {
                actual.forEach(asked::put);
            } else if (actual.containsKey(name.asText())) {
                asked.put(name.asText(), actual.get(name.asText()));
            } else if (!QueueAttributes.isKept(name.asText()) && !QueueAttributes.isForwarded(name.asText())) {
                throw new Refusal("InvalidAttributeName", "Unknown Attribute " + name.asText() + ".");
            }
        });
        ObjectNode answer = Json.object();
        if (!asked.isEmpty()) {
            answer.set("Attributes", asked);
        }
        return answer;
    }

    private Map<String, String> attributes(Queue queue) {
        ObjectNode request = queueUrl(queue);
        request.putArray("AttributeNames").add("All");
        Map<String, String> all =
                new TreeMap<>(Json.texts(elasticMq.call("GetQueueAttributes", request), "Attributes"));
        // ElasticMQ says of every queue whether it is FIFO, AWS of those that are.
        all.keySet().removeAll(List.of("RedrivePolicy", "FifoQueue", "ContentBasedDeduplication"));
        all.putAll(queue.kept());
        return all;
    }

    /** What ElasticMQ is to know of the wanted attributes. */
    private ObjectNode forwarded(Queue queue, Map<String, String> wanted) {
        ObjectNode forwarded = Json.object();
        wanted.forEach((attribute, value) -> {
            if (QueueAttributes.isForwarded(attribute)) {
                forwarded.put(attribute, value);
            }
        });
        String redrive = wanted.get("RedrivePolicy");
        if (redrive != null && !redrive.isEmpty()) {
            RedrivePolicy policy = RedrivePolicy.parse(redrive);
            Queue target = Queue.nameIn(policy.target())
                    .flatMap(this::byName)
                    .orElseThrow(() -> RedrivePolicy.refused(redrive, "Dead letter target does not exist."));
            if (target.fifo() != queue.fifo()) {
                throw RedrivePolicy.refused(redrive, "Dead-letter queue must be same type of queue as the source.");
            }
            forwarded.put("RedrivePolicy", policy.json());
        } else if (redrive != null && queue.redrivePolicy().isPresent()) {
            forwarded.put("RedrivePolicy", RedrivePolicy.none(queue).json());
        }
        return forwarded;
    }

    /** A dead-letter queue came or went: its sources move their messages there from now on, or nowhere. */
    private void redirect(Queue deadLetters) {
        boolean exists = queues.containsKey(deadLetters.name());
        for (Queue source : sourcesOf(deadLetters)) {
            source.redrivePolicy()
                    .map(policy -> exists ? policy : RedrivePolicy.none(source))
                    .ifPresent(policy -> forward(source, Json.object().put("RedrivePolicy", policy.json())));
        }
    }

    private void forward(Queue queue, ObjectNode attributes) {
        if (!attributes.isEmpty()) {
            ObjectNode request = queueUrl(queue);
            request.set("Attributes", attributes);
            elasticMq.call("SetQueueAttributes", request);
        }
    }

    /** The queues whose dead letters go there. */
    List<Queue> sourcesOf(Queue deadLetters) {
        return queues.values().stream()
                .filter(source -> source.redrivePolicy()
                        .filter(policy -> policy.target().equals(deadLetters.arn()))
                        .isPresent())
                .toList();
    }

    /** Not asked of ElasticMQ, which knows other redrive policies than the clients. */
    ObjectNode listSources(ObjectNode request) {
        ObjectNode answer = Json.object();
        ArrayNode urls = answer.putArray("queueUrls");
        for (Queue source : sourcesOf(byUrl(request))) {
            urls.add(elasticMq
                    .call("GetQueueUrl", Json.object().put("QueueName", source.name()))
                    .path("QueueUrl"));
        }
        return answer;
    }

    static ObjectNode queueUrl(Queue queue) {
        return Json.object().put("QueueUrl", "http://127.0.0.1/" + ElasticMq.ACCOUNT + "/" + queue.name());
    }
}
