package dev.entrega.marketplace.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.LocalCloud;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerTest {

    @Test
    void anEventGoesToTheTopicOfItsTypeAndNoQueueWaits() {
        try (var cloud = LocalCloud.start();
                var broker = new Broker(cloud.endpoint(), cloud.region(), "demo")) {
            broker.publishAgain(new StoredEvent("order.placed.v1", "/orders-api", "o1", "{\"a\":\"ä & ö\"}"));
            assertThat(broker.waiting()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "demo_stock-service,false",
        "demo_stock-service.fifo,false",
        "demo_stock-service_lane_slow,false",
        "demo_stock-service_dlq,true",
        "demo_stock-service_dlq.fifo,true",
        "demo_stock-service_undelivered,true"
    })
    void netsAreToldFromQueues(String queue, boolean net) {
        assertThat(Settling.isNet(queue)).isEqualTo(net);
    }
}
