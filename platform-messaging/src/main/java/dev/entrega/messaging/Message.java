package dev.entrega.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An event's form on the wire.
 *
 * @param body the CloudEvent as structured JSON
 * @param attributes what is mirrored beside it for filters and tools, all of the type String; at most 6 are ours, SNS
 *     and SQS allow 10
 */
public record Message(String body, Map<String, String> attributes) {

    private static final int ATTRIBUTE_TYPE_BYTES = "String".length();

    public Message {
        attributes = Map.copyOf(attributes);
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
