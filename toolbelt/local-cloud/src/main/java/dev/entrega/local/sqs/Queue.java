package dev.entrega.local.sqs;

import dev.entrega.local.wire.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the local cloud itself knows of a queue: the attributes that ElasticMQ does not keep. */
final class Queue {
    private static final String ARN_PREFIX = "arn:aws:sqs:" + ElasticMq.REGION + ":" + ElasticMq.ACCOUNT + ":";

    private final String name;
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    Queue(String name) {
        this.name = name;
        // 1 MiB and 4 days (API reference of SetQueueAttributes).
        kept.put("MaximumMessageSize", "1048576");
        kept.put("MessageRetentionPeriod", "345600");
        if (fifo()) {
            kept.put("FifoQueue", "true");
            kept.put("ContentBasedDeduplication", "false");
            kept.put("DeduplicationScope", "queue");
            kept.put("FifoThroughputLimit", "perQueue");
        }
    }

    String name() {
        return name;
    }

    String arn() {
        return ARN_PREFIX + name;
    }

    boolean fifo() {
        return isFifo(name);
    }

    /** The name says it (API reference of CreateQueue). */
    static boolean isFifo(String name) {
        return name.endsWith(".fifo");
    }

    boolean deduplicatesByContent() {
        return kept.getOrDefault("ContentBasedDeduplication", "false").equals("true");
    }

    /** The queue's name, whether or not there is such a queue; empty if the ARN is not one of this account's queues. */
    static Optional<String> nameIn(String arn) {
        return arn.startsWith(ARN_PREFIX) ? Optional.of(arn.substring(ARN_PREFIX.length())) : Optional.empty();
    }

    Map<String, String> kept() {
        return kept;
    }

    /** Takes over what is kept here of the given attributes; an empty policy takes the former one away. */
    void keep(Map<String, String> attributes) {
        attributes.forEach((attribute, value) -> {
            if (!QueueAttributes.isKept(attribute)) {
                return;
            }
            if (value.isEmpty()) {
                kept.remove(attribute);
            } else {
                kept.put(attribute, value);
            }
        });
    }

    /** In bytes, of a message with its attributes. */
    int maximumMessageSize() {
        return Integer.parseInt(kept.getOrDefault("MaximumMessageSize", "1048576"));
    }

    Optional<RedrivePolicy> redrivePolicy() {
        return Optional.ofNullable(kept.get("RedrivePolicy")).map(RedrivePolicy::parse);
    }

    /** @throws Refusal if the queue's policy does not let this topic send */
    void checkAllows(String topicArn) {
        String policy = kept.getOrDefault("Policy", "");
        if (!QueuePolicy.parse(policy).allows(topicArn, arn())) {
            throw new Refusal(
                    403, "AccessDenied", "The policy of " + arn() + " does not allow sqs:SendMessage to " + topicArn);
        }
    }
}
