package dev.entrega.marketplace.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what: for each operation that there is. */
class OrdersAccessTest {
    private static OrdersServer server;

    @BeforeAll
    static void start() {
        server = new OrdersServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nobodyDoesAnythingWithoutAToken() {
        assertThat(server.routes())
                .allSatisfy(route -> assertThat(ask(route, server::fromNobody)).isEqualTo(401));
    }

    @Test
    void whoMayReadDoesNotWriteAndWhoMayWriteDoesNotRead() {
        List<String> reading = server.routes().stream()
                .filter(route -> route.startsWith("GET "))
                .toList();
        List<String> writing = server.routes().stream()
                .filter(route -> !reading.contains(route))
                .toList();

        assertThat(writing).hasSize(4).allSatisfy(route -> {
            assertThat(ask(route, path -> server.to(path, Scopes.READ))).isEqualTo(403);
            assertThat(ask(route, path -> server.to(path, Scopes.WRITE))).isNotIn(401, 403);
        });
        assertThat(reading).hasSize(4).allSatisfy(route -> {
            assertThat(ask(route, path -> server.to(path, Scopes.WRITE))).isEqualTo(403);
            assertThat(ask(route, path -> server.to(path, Scopes.READ))).isNotIn(401, 403);
        });
    }

    private static int ask(String route, Function<String, HttpRequest.Builder> from) {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replace("{id}", UUID.randomUUID().toString()).replace("{sku}", "SKU-001");
        return server.send(from.apply(path).method(parts[0], BodyPublishers.ofString("{}")))
                .statusCode();
    }
}
