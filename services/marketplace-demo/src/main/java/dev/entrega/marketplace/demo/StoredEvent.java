package dev.entrega.marketplace.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * An event as a service's outbox keeps it.
 *
 * @param body the CloudEvent
 */
record StoredEvent(String type, String source, String subject, String body) {

    /** What the conventions mirror beside the body; the bucket is the CRC-32 of the subject's UTF-8 bytes modulo 100. */
    Map<String, String> attributes() {
        var crc = new CRC32();
        crc.update(subject.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "type", type, "source", source, "subject", subject, "bucket", Long.toString(crc.getValue() % 100));
    }
}
