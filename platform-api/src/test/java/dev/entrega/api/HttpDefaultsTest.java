package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpDefaultsTest {

    @Test
    void whatAServiceSaysItselfIsStronger() {
        String body = "{\"text\":\"a\"" + " ".repeat(2000) + "}";
        try (var server =
                new NotesServer(Map.of("entrega.service", "set", "micronaut.server.max-request-size", "1KB"))) {
            var answer = server.write("large", body);
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("larger than 1 KiB");
        }
        try (var server = new NotesServer(Map.of("entrega.service", "unset"));
                var second = new NotesServer(Map.of("entrega.service", "unset"))) {
            assertThat(server.write("large", body).statusCode()).isEqualTo(201);
            assertThat(server.port()).isNotEqualTo(second.port());
        }
    }
}
