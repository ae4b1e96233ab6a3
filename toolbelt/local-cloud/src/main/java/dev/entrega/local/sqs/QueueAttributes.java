package dev.entrega.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.entrega.local.wire.Refusal;
import java.util.Map;
import java.util.Set;

/** The rules of the attributes that a client may set on a queue (API reference of SetQueueAttributes). */
final class QueueAttributes {
    /** Seconds, except the size, which is in bytes (1 MiB since August 2025). */
    private static final Map<String, Range> RANGES = Map.of(
            "VisibilityTimeout", new Range(0, 43_200),
            "DelaySeconds", new Range(0, 900),
            "ReceiveMessageWaitTimeSeconds", new Range(0, 20),
            "MaximumMessageSize", new Range(1024, 1_048_576),
            "MessageRetentionPeriod", new Range(60, 1_209_600));

    private static final Set<String> FORWARDED = Set.of(
            "VisibilityTimeout",
            "DelaySeconds",
            "ReceiveMessageWaitTimeSeconds",
            "FifoQueue",
            "ContentBasedDeduplication");

    /** Of FIFO queues alone. */
    private static final Set<String> FIFO =
            Set.of("FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");

    /** The whole queue remembers a deduplication id: ElasticMQ knows no other scope. */
    private static final Map<String, String> ONLY =
            Map.of("FifoQueue", "true", "DeduplicationScope", "queue", "FifoThroughputLimit", "perQueue");

    private static final Set<String> KEPT = Set.of(
            "Policy",
            "RedrivePolicy",
            "RedriveAllowPolicy",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds",
            "SqsManagedSseEnabled",
            "FifoQueue",
            "ContentBasedDeduplication",
            "DeduplicationScope",
            "FifoThroughputLimit");

    private static final Set<String> DOCUMENTS = Set.of("Policy", "RedrivePolicy");

    private QueueAttributes() {}

    static boolean isKept(String attribute) {
        return KEPT.contains(attribute);
    }

    static boolean isForwarded(String attribute) {
        return FORWARDED.contains(attribute);
    }

    /** @throws Refusal for the first attribute that AWS does not know or whose value it does not take */
    static void check(Map<String, String> attributes, boolean fifo) {
        attributes.forEach((attribute, value) -> {
            boolean known = isKept(attribute) || isForwarded(attribute);
            if (!known || (FIFO.contains(attribute) && !fifo)) {
                throw new Refusal("InvalidAttributeName", "Unknown Attribute " + attribute + ".");
            }
            Range range = RANGES.get(attribute);
            if (range != null && !range.holds(value)) {
                throw invalidValue(attribute);
            }
            if (!ONLY.getOrDefault(attribute, value).equals(value)) {
                throw invalidValue(attribute);
            }
            if (attribute.equals("ContentBasedDeduplication") && !value.matches("true|false")) {
                throw invalidValue(attribute);
            }
            if (attribute.equals("Policy") && !value.isEmpty()) {
                QueuePolicy.parse(value);
            }
            if (attribute.equals("RedrivePolicy") && !value.isEmpty()) {
                RedrivePolicy.parse(value);
            }
        });
    }

    private static Refusal invalidValue(String attribute) {
        return new Refusal("InvalidAttributeValue", "Invalid value for the parameter " + attribute + ".");
    }

    /** Whether two values say the same; documents may differ in space and order. */
    static boolean same(String attribute, String one, String other) {
        try {
            return one.equals(other)
                    || (DOCUMENTS.contains(attribute) && Json.parse(one).equals(Json.parse(other)));
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
