package dev.entrega.marketplace.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.marketplace.contract.PriceChangedV1.Money;
import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import dev.entrega.test.TestSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

@EntregaTest
class RevalueStockTest {

    private final TestSystem system;
    private final TestDatabase database;

    RevalueStockTest(TestSystem system, TestDatabase database) {
        this.system = system;
        this.database = database;
    }

    @Test
    void aPriceStandsBesideTheStockWhichStaysAsItIs() {
        long before = database.count("SELECT available FROM stock WHERE sku = 'SKU-001'");

        price("SKU-001", 1, 1990);
        system.awaitHandled("revalue-stock");

        assertThat(stock("SKU-001")).containsExactly(before + "|1990|EUR");
        assertThat(history("SKU-001")).containsExactly("1|1990|EUR");
    }

    @Test
    void theLastToComeStandsAndTheHistoryShowsInWhichOrderTheyCame() {
        price("SKU-002", 2, 300);
        system.awaitHandled("revalue-stock");
        price("SKU-002", 1, 200);
        system.awaitHandled("revalue-stock");

        assertThat(stock("SKU-002")).singleElement().asString().endsWith("|200|EUR");
        assertThat(history("SKU-002")).containsExactly("2|300|EUR", "1|200|EUR");
    }

    @Test
    void anArticleThatWasNeverInStockHasAPriceAndNothingIsThere() {
        price("NEVER-IN-STOCK", 1, 5);
        system.awaitHandled("revalue-stock");

        assertThat(stock("NEVER-IN-STOCK")).containsExactly("0|5|EUR");
    }

    @Test
    void aPriceThatIsDeliveredAgainStandsInTheHistoryOnce() {
        price("SKU-003", 1, 100);

        system.redeliverEverything();

        assertThat(history("SKU-003")).containsExactly("1|100|EUR");
    }

    @Test
    void aSecondEffectWouldBeSeen() {
        var event = new PriceChangedV1(new Money(100, "EUR"), 1);
        system.publish("SKU-004", event);
        system.publish("SKU-004", event);
        system.awaitHandled("revalue-stock");

        assertThat(history("SKU-004"))
                .as("two events of the same content, as if one had come twice and not been recognised")
                .containsExactly("1|100|EUR", "1|100|EUR");
    }

    private void price(String sku, long revision, long amount) {
        system.publish(sku, new PriceChangedV1(new Money(amount, "EUR"), revision));
    }

    private List<String> stock(String sku) {
        return database.rows("SELECT available, price_amount, currency FROM stock WHERE sku = ?", sku);
    }

    private List<String> history(String sku) {
        return database.rows(
                "SELECT revision, amount, currency FROM price_history WHERE sku = ? ORDER BY position", sku);
    }
}
