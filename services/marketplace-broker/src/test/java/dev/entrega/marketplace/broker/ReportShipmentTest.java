package dev.entrega.marketplace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.marketplace.bazaar.Bazaar;
import dev.entrega.marketplace.bazaar.Fault;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.health.Availability;
import dev.entrega.messaging.health.Reach;
import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import dev.entrega.test.TestSystem;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BazaarExtension.class)
@EntregaTest(
        settings = {
            "upstreams.bazaar.breaker.attempts=10",
            "upstreams.bazaar.breaker.wait=1s",
            "upstreams.bazaar.timeout=1s",
            "entrega.consumer.max-attempts=2"
        })
class ReportShipmentTest {

    private static final String HANDLER = "report-shipment";
    private static final int SHIPMENTS = 5;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestSystem system;
    private final TestDatabase database;
    private final Availability availability;
    private final Bazaar bazaar;

    ReportShipmentTest(TestSystem system, TestDatabase database, Availability availability, Bazaar bazaar) {
        this.system = system;
        this.database = database;
        this.availability = availability;
        this.bazaar = bazaar;
    }

    @BeforeEach
    void heal() {
        bazaar.become(Fault.NONE);
    }

    private void ship(String order) {
        system.publish(order, new OrderShippedV1("DHL", "JD-1"));
    }

    private long told(String prefix) {
        return bazaar.shipped().stream()
                .filter(order -> order.startsWith(prefix))
                .count();
    }

    @Test
    void tellsThePartnerOfAShipmentOnceHoweverOftenItIsDelivered() {
        ship("once-1");
        system.awaitHandled(HANDLER);
        system.redeliverEverything();

        assertThat(told("once-")).isEqualTo(1);
    }

    /** It has done it, and is asked again under the same key. */
    @Test
    void aPartnerWhoseAnswerIsLostIsToldAgainUnderTheSameKey() {
        bazaar.become(Fault.SILENT);
        int before = bazaar.calls();
        ship("silent-1");
        await().atMost(SOON).until(() -> bazaar.calls() - before >= 2);
        bazaar.become(Fault.NONE);
        system.awaitHandled(HANDLER);

        assertThat(told("silent-")).isEqualTo(1);
    }

    /** Two attempts are all that an event has here, and none is spent on an outage however often it is tried meanwhile. */
    @Test
    void whileThePartnerIsAwayItsLaneWaitsAndNothingIsLost() {
        bazaar.become(Fault.DOWN);
        IntStream.range(0, SHIPMENTS).forEach(i -> ship("away-" + i));
        await().atMost(SOON).until(() -> availability.reach("bazaar") == Reach.NONE);

        int calls = bazaar.calls();
        await().atMost(SOON).until(() -> bazaar.calls() - calls >= 2);
        bazaar.become(Fault.NONE);
        system.awaitHandled(HANDLER);

        assertThat(told("away-")).isEqualTo(SHIPMENTS);
        assertThat(database.rows("SELECT subject FROM entrega.dead_letter")).isEmpty();
    }
}
