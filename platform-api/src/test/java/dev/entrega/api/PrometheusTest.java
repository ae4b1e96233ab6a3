package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.scenario.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTest {

    @Test
    void theMetricsOfTheServiceAreThereForWhoeverAsks() {
        try (var server = new NotesServer()) {
            assertThat(server.write("fails", "{\"text\":\"break\"}").statusCode())
                    .isEqualTo(500);

            var answer = server.get("/prometheus");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
            assertThat(answer.body())
                    .contains("entrega_health{part=\"database\",service=\"notes\"} 0.0\n")
                    .contains("entrega_outbox_parked{service=\"notes\"}")
                    .contains("# HELP entrega_alarm_total What was told to somebody who has to act\n")
                    .contains("http_server_requests_seconds_count{", "jvm_memory_used_bytes{")
                    .contains("entrega_alarm_total{name=\"POST /notes\",place=\"endpoint\",problem=\"failed\","
                            + "service=\"notes\"} 1.0\n");
        }
    }

    @Test
    void aServiceThatWaitsForItsDatabaseSaysSo() {
        try (var scenario = new Scenario("waitingmetrics")) {
            scenario.database().set(new TcpFault.Refused());
            try (var server = new NotesServer(scenario.settings("notes"))) {
                assertThat(server.get("/prometheus").body())
                        .contains("problem=\"waits for the database\",service=\"notes\"} 1.0\n");
            }
        }
    }

    @Test
    void withoutMetricsAServiceRunsAndTellsNone() {
        try (var server = new NotesServer(Map.of("entrega.service", "notes", "micronaut.metrics.enabled", false))) {
            assertThat(server.write("k", "{\"text\":\"hello\"}").statusCode()).isEqualTo(201);
            assertThat(server.get("/prometheus").statusCode()).isEqualTo(404);
        }
    }
}
