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

    private static List<String> publishTwo(TestService service) {
        return ScopedValue.where(RepeatableIds.CURRENT, new RepeatableIds("acme:1"))
                .call(() -> List.of(
                        service.publisher().publish("order-1", order(1)).id(),
                        service.publisher().publish("order-2", order(1)).id()));
    }
}
