package dev.entrega.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event's form on the wire.
 *
 * @param body the CloudEvent as structured JSON
 * @param attributes what is mirrored beside it for filters and tools, all of the type String; at most 6 are ours, SNS
 *     and SQS allow 10
 * @param fifo where it stands in the order of a FIFO topic or queue; null for one without order
 */
public record Message(
        String body,
        Map<String, String> attributes,
        @Nullable Fifo fifo) {

    private static final int ATTRIBUTE_TYPE_BYTES = "String".length();

    public Message {
        attributes = Map.copyOf(attributes);
    }

    /** One without order. */
    public Message(String body, Map<String, String> attributes) {
        this(body, attributes, null);
    }

    /** What SNS and SQS count against their limits: the UTF-8 bytes of the body and of each attribute's name, type and value. */
    public int bytes() {
        int bytes = utf8Bytes(body);
        for (var attribute : attributes.entrySet()) {
            bytes += utf8Bytes(attribute.getKey()) + ATTRIBUTE_TYPE_BYTES + utf8Bytes(attribute.getValue());
        }
        return bytes;
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
