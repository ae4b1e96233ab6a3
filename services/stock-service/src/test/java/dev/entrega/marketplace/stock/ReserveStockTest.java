package dev.entrega.marketplace.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV1.Buyer;
import dev.entrega.marketplace.contract.OrderPlacedV1.Line;
import dev.entrega.marketplace.contract.OrderPlacedV1.Money;
import dev.entrega.marketplace.contract.StockRejectedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import dev.entrega.test.TestSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

@EntregaTest
class ReserveStockTest {

    private static final Money PRICE = new Money(100, "EUR");

    private final TestSystem system;
    private final TestDatabase database;

    ReserveStockTest(TestSystem system, TestDatabase database) {
        this.system = system;
        this.database = database;
    }

    @Test
    void anOrderTakesAllItsLinesAndSaysSo() {
        long before = available("SKU-001");

        place("order-1", line("SKU-001", 3), line("SKU-002", 1), line("SKU-001", 2));
        system.awaitHandled("reserve-stock");

        assertThat(system.published(StockReservedV1.class))
                .filteredOn(event -> event.subject().equals("order-1"))
                .singleElement()
                .satisfies(event -> assertThat(event.data().lines())
                        .containsExactly(
                                new StockReservedV1.Line("SKU-001", 5), new StockReservedV1.Line("SKU-002", 1)));
        assertThat(available("SKU-001")).isEqualTo(before - 5);
        assertThat(reserved("order-1")).isEqualTo(6);
    }

    @Test
    void anOrderOfWhichOneLineIsMissingTakesNothing() {
        long before = available("SKU-003");

        place("order-2", line("SKU-003", 1), line("GONE-1", 1), line("NEVER-SEEN", 1));
        system.awaitHandled("reserve-stock");

        assertThat(system.published(StockRejectedV1.class))
                .filteredOn(event -> event.subject().equals("order-2"))
                .hasSize(1);
        assertThat(available("SKU-003")).isEqualTo(before);
        assertThat(reserved("order-2")).isZero();
    }

    @Test
    void ofTenOrdersForTheLastFiveExactlyFiveAreReserved() {
        for (int i = 0; i < 10; i++) {
            place("scarce-" + i, line("SCARCE-1", 1));
        }
        system.awaitHandled("reserve-stock");

        assertThat(database.rows("""
                SELECT decision, count(*) FROM stock_decision
                 WHERE order_id LIKE 'scarce-%' GROUP BY decision ORDER BY decision""")).containsExactly("rejected|5", "reserved|5");
        assertThat(available("SCARCE-1")).isZero();
    }

    @Test
    void anOrderThatIsDeliveredAgainIsReservedOnce() {
        place("order-3", line("SKU-004", 7));

        system.redeliverEverything();

        assertThat(reserved("order-3")).isEqualTo(7);
        assertThat(database.count("SELECT count(*) FROM stock_decision WHERE order_id = 'order-3'"))
                .isEqualTo(1);
    }

    private static Line line(String sku, int quantity) {
        return new Line(sku, quantity, PRICE);
    }

    private void place(String orderId, Line... lines) {
        system.publish(orderId, new OrderPlacedV1(new Buyer("Ada", "ada@example.org", null), List.of(lines), PRICE));
    }

    private long reserved(String orderId) {
        return database.count("SELECT coalesce(sum(quantity), 0) FROM stock_reservation WHERE order_id = ?", orderId);
    }

    private long available(String sku) {
        return database.count("SELECT available FROM stock WHERE sku = ?", sku);
    }
}
