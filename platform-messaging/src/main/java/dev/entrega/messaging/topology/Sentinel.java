package dev.entrega.messaging.topology;

import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Queue.Visibility;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proves that what is published on a topic arrives in a queue, before a service says it is ready: policy, subscription
 * and names can each be wrong in silence. A message that no handler sees goes the whole way; what else is received
 * meanwhile is given back.
 */
public final class Sentinel {

    static final String TYPE = "entrega.sentinel.v1";

    /** The platform's own data travels in this attribute as JSON. */
    private static final String ATTRIBUTE = "entrega";

    private static final String PREFIX = "{\"sentinel\":\"";

    /** A CloudEvent, so that a foreign reader of the topic stumbles over an unknown type at most. */
    private static final String BODY = """
            {"specversion":"1.0","id":"%s","source":"/entrega","type":"%s","subject":"%s",\
            "time":"%s","datacontenttype":"application/json","data":{}}""";

    private static final String GROUP = "entrega-sentinel/";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration RESEND = Duration.ofSeconds(5);
    private static final Duration VISIBILITY = Duration.ofSeconds(10);

    private final Clock clock;

    public Sentinel(Clock clock) {
        this.clock = clock;
    }

    /** What a consumer does with a message that isn't an event. */
    public enum Kind {
        /** An event, or what should be one. */
        NONE,
        /** Sent to prove another queue's subscription, or nobody waits for it any more: acknowledge it. */
        FOREIGN,
        /** Somebody waits for it on this very queue: give it back. */
        AWAITED
    }

    /** Recognises a sentinel among the messages of a queue. */
    public Kind kindOf(ReceivedMessage message, String queue) {
        String target = message.attributes().get(ATTRIBUTE);
        if (target == null || !target.startsWith(PREFIX)) {
            return Kind.NONE;
        }
        boolean awaited = target.startsWith(PREFIX + queue + " ")
                && message.sentAt().isAfter(clock.instant().minus(PATIENCE));
        return awaited ? Kind.AWAITED : Kind.FOREIGN;
    }

    /** @throws MessagingException if nothing has come through within a minute */
    void prove(Topic topic, Queue queue) {
        String id = UUID.randomUUID().toString();
        String target = PREFIX + queue.name() + " " + id + "\"}";
        String body = BODY.formatted(id, TYPE, queue.name(), clock.instant());
        Instant giveUp = clock.instant().plus(PATIENCE);
        var others = new ArrayList<ReceivedMessage>();
        try {
            var attributes = Map.of(ATTRIBUTE, target, "type", TYPE); // The type for filters of ordered nouns.
            if (arrives(topic, queue, body, attributes, giveUp, others)) {
                return;
            }
        } finally {
            others.forEach(other -> queue.changeVisibility(List.of(new Visibility(other.receipt(), Duration.ZERO))));
        }
        throw new MessagingException("a message published on a new subscription of " + queue.name()
                + " has not arrived within " + PATIENCE.toSeconds()
                + " s; check that the queue's policy allows the topic, and that the service's rights cover both");
    }

    private boolean arrives(
            Topic topic,
            Queue queue,
            String body,
            Map<String, String> attributes,
            Instant giveUp,
            List<ReceivedMessage> others) {
        while (clock.instant().isBefore(giveUp)) {
            // In a group of its own: it waits for nobody's events, and they don't wait for it.
            var fifo = Fifo.isName(queue.name())
                    ? new Fifo(GROUP + queue.name(), UUID.randomUUID().toString())
                    : null;
            send(topic, new Message(body, attributes, fifo));
            Instant resend = clock.instant().plus(RESEND);
            while (clock.instant().isBefore(resend)) {
                if (received(queue, attributes.get(ATTRIBUTE), others)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void send(Topic topic, Message message) {
        var result = topic.publish(List.of(message)).getFirst();
        if (result instanceof EntryResult.SenderFault fault) {
            throw new MessagingException("a sentinel was refused: " + fault.code() + ", " + fault.detail());
        }
    }

    /** What else there is is kept until the end: each give-back counts towards the queue's receive limit. */
    private static boolean received(Queue queue, @Nullable String target, List<ReceivedMessage> others) {
        boolean arrived = false;
        for (var message : queue.receive(Queue.MAX_BATCH, Duration.ofSeconds(1), VISIBILITY)) {
            if (message.attributes().getOrDefault(ATTRIBUTE, "").equals(target)) {
                queue.delete(List.of(message.receipt()));
                arrived = true;
            } else {
                others.add(message);
            }
        }
        return arrived;
    }
}
