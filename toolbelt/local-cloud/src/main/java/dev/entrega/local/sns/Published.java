package dev.entrega.local.sns;

import java.util.Optional;
import java.util.UUID;

/**
 * A publication that the topic has taken, and what the publisher gets for it.
 *
 * @param sequenceNumber of a FIFO topic
 */
record Published(String messageId, Publication publication, Optional<String> sequenceNumber) {

    static Published now(Publication publication, Optional<String> sequenceNumber) {
        return new Published(UUID.randomUUID().toString(), publication, sequenceNumber);
    }
}
