package dev.entrega.local.sns;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A topic; its attributes are those that a client has set.
 *
 * @param line of a FIFO topic
 */
record Topic(String arn, Map<String, String> attributes, Map<String, String> tags, Optional<FifoLine> line) {
    private static final String BY_CONTENT = "ContentBasedDeduplication";
    private static final String SCOPE = "FifoThroughputScope";
    private static final String PER_GROUP = "MessageGroup";

    Topic(String arn, Map<String, String> attributes, Map<String, String> tags) {
        this(
                arn,
                new ConcurrentSkipListMap<>(attributes),
                new ConcurrentSkipListMap<>(tags),
                isFifo(arn) ? Optional.of(new FifoLine()) : Optional.empty());
    }

    /** The name says it, of a topic as of a queue (API reference of CreateTopic). */
    static boolean isFifo(String name) {
        return name.endsWith(".fifo");
    }

    boolean fifo() {
        return line.isPresent();
    }

    boolean deduplicatesByContent() {
        return attributes.getOrDefault(BY_CONTENT, "false").equals("true");
    }

    boolean deduplicatesPerGroup() {
        return attributes.getOrDefault(SCOPE, "Topic").equals(PER_GROUP);
    }

    /** What of a FIFO topic a client may set, beside the attributes of every topic. */
    static boolean takesOfFifo(String attribute, String value) {
        return switch (attribute) {
            case BY_CONTENT -> value.equals("true") || value.equals("false");
            case SCOPE -> value.equals("Topic") || value.equals(PER_GROUP);
            default -> false;
        };
    }

    /** What every FIFO topic shows, whether or not a client has set it. */
    Map<String, String> fifoDefaults() {
        return fifo() ? Map.of("FifoTopic", "true", BY_CONTENT, "false", SCOPE, "Topic") : Map.of();
    }
}
