package dev.entrega.messaging.publish;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.LocalCloud;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.NotConfirmedException;
import dev.entrega.messaging.TestQueue;
import dev.entrega.messaging.TestService;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DirectPublisherTest {

    private static final Map<String, Object> NO_DATABASE = Map.of("database.url", "");

    @Test
    void aServiceWithoutADatabasePublishesAtOnceAndConcurrentCallsAllArrive() throws Exception {
        try (var service = TestService.start("direct", NO_DATABASE);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var reader = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
            assertThat(service.publisher()).isInstanceOf(DirectPublisher.class);

            var calls = new ArrayList<Future<Event<OrderPlacedV1>>>();
            for (int i = 0; i < 60; i++) {
                String subject = "order-" + i;
                calls.add(callers.submit(() -> service.publisher().publish(subject, order(1))));
            }
            var ids = new ArrayList<String>();
            for (var call : calls) {
                ids.add(call.get().id());
            }

            await().until(() -> reader.eventIds().containsAll(ids));
            assertThat(reader.eventIds()).hasSameSizeAs(ids);
        }
    }

    @Test
    void aCallerIsNotToldOfSuccessWhenSnsHasNotConfirmed() {
        var cloud = LocalCloud.start();
        try (var service = TestService.start(
                "direct",
                Map.of("database.url", "", "aws.endpoint-url", cloud.endpoint().toString()))) {
            service.publisher().publish("order-1", order(1));
            cloud.close();

            assertThatThrownBy(() -> service.publisher().publish("order-2", order(1)))
                    .isInstanceOf(NotConfirmedException.class)
                    .hasMessageContaining("was not confirmed");
        }
    }
}
