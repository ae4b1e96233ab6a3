package dev.entrega.local.sqs;

import dev.entrega.local.wire.MessageAttribute;
import java.util.Map;

/** What a topic hands to a queue: the body as it shall arrive, and the attributes beside it. */
public record TopicMessage(String body, Map<String, MessageAttribute> attributes) {}
