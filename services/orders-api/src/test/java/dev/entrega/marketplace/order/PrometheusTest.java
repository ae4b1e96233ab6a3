package dev.entrega.marketplace.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a Prometheus server gets of a service that is an API and a consumer. */
class PrometheusTest {
    private static final String LINES = "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":2}]}";

    private static OrdersServer server;

    @BeforeAll
    static void start() {
        server = new OrdersServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String metrics() {
        return server.get("/prometheus").body();
    }

    private static String result(String handler, String type, String outcome, int count) {
        return "entrega_delivery_result_total{event_type=\"" + type + "\",handler=\"" + handler + "\",outcome=\""
                + outcome + "\",service=\"orders-api\"} " + count + ".0\n";
    }

    @Test
    void deliveriesAreCountedAsTheyEndAndThoseThatNeverHappenedAre0() {
        String order = server.placed();
        String event = UUID.randomUUID().toString();
        assertThat(metrics()).contains(result("confirm-order", "stock.reserved.v1", "done", 0));

        server.say("stock.reserved.v1", event, order, LINES);
        await().until(() -> metrics().contains(result("confirm-order", "stock.reserved.v1", "done", 1)));
        server.say("stock.reserved.v1", event, order, LINES);
        await().until(() -> metrics().contains(result("confirm-order", "stock.reserved.v1", "duplicate", 1)));

        assertThat(metrics())
                .contains(result("confirm-order", "stock.reserved.v1", "done", 1))
                .contains(result("confirm-order", "stock.reserved.v1", "dead", 0))
                .contains("entrega_event_critical_time_seconds_count{event_type=\"stock.reserved.v1\","
                        + "handler=\"confirm-order\",service=\"orders-api\"} 1\n");
    }

    @Test
    void theOutboxAndTheHealthOfEachPartAreThere() {
        server.placed();

        await().until(() -> metrics().contains("entrega_outbox_pending{service=\"orders-api\"} 0.0\n"));
        assertThat(metrics())
                .contains("entrega_outbox_oldest_age_seconds{service=\"orders-api\"} 0.0\n")
                .contains("entrega_health{part=\"consumer\",service=\"orders-api\"} 0.0\n")
                .contains("uri=\"/orders\"");
    }

    /** A dashboard shows it beside the name. */
    @Test
    void eachOfThePlatformsMetricsSaysWhatItIs() {
        var helped = Pattern.compile("(?m)^# HELP ((?:entrega|messaging)_\\w+) *(.*)$")
                .matcher(metrics())
                .results()
                .collect(Collectors.toMap(help -> help.group(1), help -> help.group(2)));

        assertThat(helped).containsKey("entrega_delivery_result_total").doesNotContainValue("");
    }

    @Test
    void whatIsShownStandsOnThePageOfMetrics() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "metrics.md"));
        var shown = Pattern.compile("(?m)^# TYPE ((?:entrega|messaging)_\\w+?)(?:_seconds)?(?:_max|_total)? \\w+$")
                .matcher(metrics())
                .results()
                .map(type -> type.group(1).replace('_', '.'))
                .toList();

        assertThat(shown)
                .contains("entrega.delivery.result", "entrega.outbox.oldest.age", "messaging.process.duration")
                .allSatisfy(name -> assertThat(page).contains("\n| `" + name + "` |"));
    }
}
