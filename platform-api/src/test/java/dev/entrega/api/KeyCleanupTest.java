package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyCleanupTest {

    @Test
    void aKeyIsForgottenAfterItsTimeAndNotBefore() {
        Map<String, Object> service = Map.of(
                "entrega.service", "forgetful",
                "entrega.api.key-retention", "2h",
                "database.url", SharedCloud.freshDatabase("forgetful"));
        try (var server = new NotesServer(service)) {
            server.write("young", "{\"text\":\"young\"}");
            server.write("old", "{\"text\":\"old\"}");
            age(server, "young", "1 hour 59 minutes");
            age(server, "old", "2 hours 1 minute");
        }

        // Looks at its start, and then once a minute.
        try (var server = new NotesServer(service)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> keys(server).equals("young"));

            assertThat(server.write("young", "{\"text\":\"young\"}").statusCode())
                    .isEqualTo(304);
            assertThat(server.write("old", "{\"text\":\"old\"}").statusCode()).isEqualTo(201);
        }
    }

    private static void age(NotesServer server, String key, String age) {
        server.sql("WITH aged AS (UPDATE entrega.idempotency_key SET created_at = now() - interval '" + age
                + "' WHERE key = '" + key + "') SELECT 1");
    }

    private static String keys(NotesServer server) {
        return server.sql("SELECT string_agg(key, ' ') FROM entrega.idempotency_key");
    }
}
