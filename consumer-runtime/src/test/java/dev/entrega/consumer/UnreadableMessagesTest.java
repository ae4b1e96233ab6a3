package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Row 24: what others put into the queue, and a service that survives it. */
class UnreadableMessagesTest {

    private static final String GOOD = TestQueueClient.order("ID", "done--row24");

    private static Map<String, String> bodies() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("cut off", GOOD.substring(0, GOOD.length() / 2));
        bodies.put("blank, since SQS takes no empty one", " ");
        bodies.put("a byte order mark", "\ufeff" + GOOD);
        bodies.put("duplicate keys", GOOD.replace("\"id\":", "\"id\":\"other\",\"id\":"));
        bodies.put("NaN", GOOD.replace("\"quantity\":1", "\"quantity\":NaN"));
        bodies.put("nested 10,000 deep", GOOD.replace("\"quantity\":1", "\"quantity\":" + "[".repeat(10_000)));
        bodies.put("a number of 200,000 digits", GOOD.replace("\"quantity\":1", "\"quantity\":" + "9".repeat(200_000)));
        bodies.put("a huge exponent", GOOD.replace("\"quantity\":1", "\"quantity\":1e1000000000"));
        bodies.put("something behind it", GOOD + " {}");
        bodies.put("NUL", GOOD.replace("Ada", "A\\u0000da"));
        bodies.put("half a character", GOOD.replace("Ada", "A\\ud800da"));
        return bodies;
    }

    @Test
    void eachIsDeadLetteredAtItsFirstReceiveAndTheNextEventIsHandled() {
        try (var service = TestConsumer.start("row24", Map.of())) {
            var sent = bodies();
            sent.replaceAll((what, body) -> body.replace("\"ID\"", "\"" + UUID.randomUUID() + "\""));
            sent.values().forEach(service.queue::send);
            service.queue.sendOrder("done--after");

            await().atMost(Duration.ofSeconds(20)).until(() -> service.database.effects("done--after") == 1);
            await().atMost(Duration.ofSeconds(20)).until(() -> service.queue.size() == 0);
            sent.forEach((what, body) -> assertThat(service.database.rows(
                            "SELECT attempts FROM entrega.dead_letter WHERE body = ?"
                                    + " AND reason IN ('MALFORMED', 'CONTRACT_VIOLATED')",
                            body))
                    .as(what)
                    .containsExactly("1"));
            assertThat(service.handler().runs).containsExactly("done--after");
        }
    }
}
