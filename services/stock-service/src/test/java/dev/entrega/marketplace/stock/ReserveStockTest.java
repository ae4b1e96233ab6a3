package dev.entrega.marketplace.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReserveStockTest {

    private static ApplicationContext service;

    @BeforeAll
    static void start() {
        var settings = new HashMap<>(SharedCloud.settings("stock"));
        settings.put("entrega.env", "stock");
        settings.put("entrega.consumer.poll-wait", "1s");
        service = ApplicationContext.run(settings);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anOrderTakesAllItsLinesAndSaysSo() {
        long before = available("SKU-001");

        place("order-1", line("SKU-001", 3), line("SKU-002", 1), line("SKU-001", 2));

        await().until(() -> published("order-1").equals("stock.reserved.v1"));
        assertThat(available("SKU-001")).isEqualTo(before - 5);
        assertThat(reserved("order-1")).isEqualTo(6);
    }

    @Test
    void anOrderOfWhichOneLineIsMissingTakesNothing() {
        long before = available("SKU-003");

        place("order-2", line("SKU-003", 1), line("GONE-1", 1), line("NEVER-SEEN", 1));

        await().until(() -> published("order-2").equals("stock.rejected.v1"));
        assertThat(available("SKU-003")).isEqualTo(before);
        assertThat(reserved("order-2")).isZero();
    }

    @Test
    void ofTenOrdersForTheLastFiveExactlyFiveAreReserved() {
        for (int i = 0; i < 10; i++) {
            place("scarce-" + i, line("SCARCE-1", 1));
        }

        await().until(() -> count("SELECT count(*) FROM stock_decision WHERE order_id LIKE 'scarce-%'") == 10);
        assertThat(count(
                        "SELECT count(*) FROM stock_decision WHERE order_id LIKE 'scarce-%' AND decision = 'reserved'"))
                .isEqualTo(5);
        assertThat(available("SCARCE-1")).isZero();
    }

    @Test
    void anOrderThatIsDeliveredAgainIsReservedOnce() {
        String id = UUID.randomUUID().toString();

        send(id, "order-3", line("SKU-004", 7));
        send(id, "order-3", line("SKU-004", 7));

        await().until(() ->
                count("SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox WHERE event_id = '" + id + "'") == 1);
        assertThat(reserved("order-3")).isEqualTo(7);
        assertThat(count("SELECT count(*) FROM stock_decision WHERE order_id = 'order-3'"))
                .isEqualTo(1);
    }

    private static String line(String sku, int quantity) {
        return "{\"sku\":\"%s\",\"quantity\":%d,\"unitPrice\":{\"amount\":100,\"currency\":\"EUR\"}}"
                .formatted(sku, quantity);
    }

    private static void place(String orderId, String... lines) {
        send(UUID.randomUUID().toString(), orderId, lines);
    }

    private static void send(String eventId, String orderId, String... lines) {
        String event = """
            {"specversion":"1.0","id":"%s","source":"/orders-api","type":"order.placed.v1","subject":"%s",
             "time":"2026-01-02T03:04:05Z","data":{"buyer":{"name":"Ada","email":"ada@example.org"},
             "lines":[%s],"total":{"amount":100,"currency":"EUR"}}}""".formatted(eventId, orderId, String.join(",", lines));
        service.getBean(Resources.class).topic("stock_order_placed_v1").publish(List.of(new Message(event, Map.of())));
    }

    private static String published(String orderId) {
        return text("SELECT coalesce(min(type), '') FROM entrega.outbox WHERE subject = '" + orderId + "'");
    }

    private static long reserved(String orderId) {
        return count("SELECT coalesce(sum(quantity), 0) FROM stock_reservation WHERE order_id = '" + orderId + "'");
    }

    private static long available(String sku) {
        return count("SELECT available FROM stock WHERE sku = '" + sku + "'");
    }

    private static long count(String sql) {
        return Long.parseLong(text(sql));
    }

    @SuppressWarnings("unchecked")
    private static String text(String sql) {
        return ((TransactionOperations<Connection>) service.getBean(TransactionOperations.class))
                .executeRead(status -> {
                    try (var query = status.getConnection().createStatement();
                            var row = query.executeQuery(sql)) {
                        row.next();
                        return row.getString(1);
                    }
                });
    }
}
