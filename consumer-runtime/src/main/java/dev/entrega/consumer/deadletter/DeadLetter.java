package dev.entrega.consumer.deadletter;

import dev.entrega.consumer.inbox.EventKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that ended without an effect.
 *
 * @param type the event's type as it was on the wire, empty if it could not be read
 * @param subject likewise
 * @param queue the queue of the service that it came from, null if that isn't known; it is brought back there
 * @param detail what an operator needs to decide; never a payload
 * @param attempts how often a handler has tried
 * @param first when it failed first
 * @param last when it failed last
 */
public record DeadLetter(
        EventKey key,
        @Nullable String queue,
        String type,
        String subject,
        Reason reason,
        String detail,
        int attempts,
        Instant first,
        Instant last,
        String body,
        Map<String, String> attributes) {}
