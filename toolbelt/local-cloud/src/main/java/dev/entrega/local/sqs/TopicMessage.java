package dev.entrega.local.sqs;

import dev.entrega.local.wire.MessageAttribute;
import java.util.Map;
import java.util.Optional;

/**
 * What a topic hands to a queue: the body as it shall arrive, and what goes beside it.
 *
 * @param group MessageGroupId
 * @param deduplication MessageDeduplicationId, for a FIFO queue
 */
public record TopicMessage(
        String body,
        Map<String, MessageAttribute> attributes,
        Optional<String> group,
        Optional<String> deduplication) {}
