package dev.entrega.messaging.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.marketplace.contract.OrderShippedV1;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ContractsTest {

    private final Contracts contracts = new Contracts();

    @Test
    void aConsumerIgnoresAPropertyThatAProducerHasAdded() throws JsonProcessingException {
        var json = json("{\"carrier\":\"DHL\",\"trackingCode\":\"0123456789\",\"addedLater\":true}");

        assertThat(contracts.bind(OrderShippedV1.TYPE, json)).isEqualTo(new OrderShippedV1("DHL", "0123456789"));
    }

    @Test
    void aConsumerRefusesWhatTheContractDoesNotAllowAndNamesNoValue() throws JsonProcessingException {
        var json = json("{\"carrier\":\"DHL\"}");

        assertThatThrownBy(() -> contracts.bind(OrderShippedV1.TYPE, json))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("order.shipped.v1")
                .hasMessageContaining("required")
                .message()
                .doesNotContain("DHL");
    }

    /** An event whose contract marks an enum as extensible; its record is written by hand. */
    record MealOrderedV1(String course) implements EventData {
        public static final EventType<MealOrderedV1> TYPE = new EventType<>("meal", "ordered", 1, MealOrderedV1.class);

        @Override
        public EventType<MealOrderedV1> eventType() {
            return TYPE;
        }
    }

    @Test
    void aConsumerTakesAValueThatAProducerHasAddedToAnExtensibleEnumWhichItselfMayNotSend()
            throws JsonProcessingException {
        assertThat(contracts.bind(MealOrderedV1.TYPE, json("{\"course\":\"dessert\"}")))
                .isEqualTo(new MealOrderedV1("dessert"));
        assertThatThrownBy(() -> contracts.bind(MealOrderedV1.TYPE, json("{\"course\":3}")))
                .isInstanceOf(ContractViolationException.class);
        assertThatThrownBy(() -> contracts.check(MealOrderedV1.TYPE, new MealOrderedV1("dessert")))
                .isInstanceOf(ContractViolationException.class);
    }

    @Test
    void whatIsRefusedIsCountedByItsTypeWhenPublishingAndWhenReading() throws JsonProcessingException {
        var registry = new SimpleMeterRegistry();
        var counting = new Contracts(registry);
        var tooShort = json("{\"carrier\":\"DHL\"}");

        counting.bind(OrderShippedV1.TYPE, json("{\"carrier\":\"DHL\",\"trackingCode\":\"0123456789\"}"));
        assertThatThrownBy(() -> counting.bind(OrderShippedV1.TYPE, tooShort))
                .isInstanceOf(ContractViolationException.class);
        assertThatThrownBy(() -> counting.check(MealOrderedV1.TYPE, new MealOrderedV1("dessert")))
                .isInstanceOf(ContractViolationException.class);

        assertThat(violations(registry, "order.shipped.v1")).isEqualTo(1);
        assertThat(violations(registry, "meal.ordered.v1")).isEqualTo(1);
    }

    private static double violations(MeterRegistry registry, String type) {
        return registry.get("entrega.contract.violations")
                .tag("event.type", type)
                .counter()
                .count();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
