package dev.entrega.marketplace.turnover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.marketplace.contract.OrderPlacedV2.Buyer;
import dev.entrega.marketplace.contract.OrderPlacedV2.Line;
import dev.entrega.marketplace.contract.OrderPlacedV2.Money;
import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import dev.entrega.test.TestSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

@EntregaTest
class AddTurnoverTest {

    private final TestSystem system;
    private final TestDatabase database;

    AddTurnoverTest(TestSystem system, TestDatabase database) {
        this.system = system;
        this.database = database;
    }

    private void place(String id, String channel, long amount) {
        var price = new Money(amount, "EUR");
        system.publish(
                id,
                new OrderPlacedV2(
                        channel,
                        new Buyer("Ada", "ada@example.org", null),
                        List.of(new Line("SKU-001", 1, price)),
                        price));
    }

    private List<String> turnover(String channel) {
        return database.rows("SELECT currency, orders, amount FROM turnover WHERE channel = ?", channel);
    }

    @Test
    void ordersAreAddedUpByChannel() {
        place("1", "partner-acme", 100);
        place("2", "partner-acme", 250);
        place("3", "partner-other", 7);
        system.awaitHandled("add-turnover");

        assertThat(turnover("partner-acme")).containsExactly("EUR|2|350");
        assertThat(turnover("partner-other")).containsExactly("EUR|1|7");
    }

    @Test
    void anOrderThatIsDeliveredAgainIsAddedOnce() {
        place("4", "partner-again", 100);

        system.redeliverEverything();

        assertThat(turnover("partner-again")).containsExactly("EUR|1|100");
    }

    @Test
    void anOrderOfTheTimeBeforeChannelsWasSoldInTheShop() {
        var price = new OrderPlacedV1.Money(100, "EUR");

        system.publish(
                "5",
                new OrderPlacedV1(
                        new OrderPlacedV1.Buyer("Ada", "ada@example.org", null),
                        List.of(new OrderPlacedV1.Line("SKU-001", 1, price)),
                        price));
        system.awaitHandled("add-turnover");

        assertThat(turnover("shop")).containsExactly("EUR|1|100");
    }
}
