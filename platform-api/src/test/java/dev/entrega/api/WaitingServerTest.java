package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An API that starts before its database is there. */
class WaitingServerTest {

    @Test
    void itLivesSaysWhatItWaitsForTakesNothingAndThenBeginsByItself() {
        try (var scenario = new Scenario("waitingserver")) {
            scenario.database().set(new TcpFault.Refused());
            try (var server = new NotesServer(scenario.settings("notes"))) {
                assertThat(server.get("/health/liveness").statusCode()).isEqualTo(200);
                var readiness = server.get("/health/readiness");
                assertThat(readiness.statusCode()).isEqualTo(503);
                assertThat(readiness.body())
                        .contains("waiting for the database")
                        .doesNotContain("127.0.0.1");

                var refused = server.write("k", "{\"text\":\"hello\"}");
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).contains("\"code\":\"not-begun\"");

                scenario.database().set(new TcpFault.None());
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> server.get("/health/readiness").statusCode() == 200);
                assertThat(server.write("k", "{\"text\":\"hello\"}").statusCode())
                        .isEqualTo(201);
            }
        }
    }
}
