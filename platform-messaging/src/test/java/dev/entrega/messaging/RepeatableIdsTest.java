package dev.entrega.messaging;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatableIdsTest {

    @Test
    void whatIsDoneAgainPublishesUnderTheSameIds() {
        try (var service = TestService.start("repeating", Map.of("database.url", ""))) {
            var first = publishTwo(service);

            assertThat(first).containsExactly("acme:1/1", "acme:1/2");
            assertThat(publishTwo(service)).isEqualTo(first);
            assertThat(service.publisher().publish("order-1", order(1)).id()).doesNotStartWith("acme");
        }
    }

    @Test
    void whatComesToItsSubjectsInAnotherOrderKeepsTheirIds() {
        try (var service = TestService.start("repeating", Map.of("database.url", ""))) {
            assertThat(publish(service, RepeatableIds.bySubject("settle@12:00"), "order-1", "order-2"))
                    .containsExactly("settle@12:00/order.placed.v1/order-1", "settle@12:00/order.placed.v1/order-2");
            assertThat(publish(service, RepeatableIds.bySubject("settle@12:00"), "order-2", "order-1"))
                    .containsExactly("settle@12:00/order.placed.v1/order-2", "settle@12:00/order.placed.v1/order-1");
        }
    }

    private static List<String> publishTwo(TestService service) {
        return publish(service, RepeatableIds.inOrder("acme:1"), "order-1", "order-2");
    }

    private static List<String> publish(TestService service, RepeatableIds ids, String first, String second) {
        return ScopedValue.where(RepeatableIds.CURRENT, ids)
                .call(() -> List.of(
                        service.publisher().publish(first, order(1)).id(),
                        service.publisher().publish(second, order(1)).id()));
    }
}
