package dev.entrega.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {

    public record PriceListed(String price) implements EventData {
        public static final EventType<PriceListed> TYPE = new EventType<>("price", "listed", 2, PriceListed.class);

        @Override
        public EventType<PriceListed> eventType() {
            return TYPE;
        }
    }

    public record Borrowed() implements EventData {
        public static final EventType<PriceListed> TYPE = PriceListed.TYPE;

        @Override
        public EventType<PriceListed> eventType() {
            return TYPE;
        }
    }

    public record Handmade() implements EventData {
        @Override
        public EventType<PriceListed> eventType() {
            return PriceListed.TYPE;
        }
    }

    @Test
    void isNamedAsOnTheWire() {
        assertThat(PriceListed.TYPE.name()).isEqualTo("price.listed.v2");
        assertThat(PriceListed.TYPE).hasToString("price.listed.v2");
    }

    @Test
    void knowsWhereItsSchemaLies() {
        assertThat(PriceListed.TYPE.schemaResource()).isEqualTo("contracts/price/listed/v2.schema.json");
    }

    @Test
    void isFoundByTheClassOfItsData() {
        assertThat(EventType.of(PriceListed.class)).isSameAs(PriceListed.TYPE);
    }

    @ParameterizedTest
    @ValueSource(classes = {Borrowed.class, Handmade.class})
    void isNotFoundForAClassThatWasNotGenerated(Class<? extends EventData> type) {
        assertThatThrownBy(() -> EventType.of(type))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(type.getName())
                .hasMessageContaining("Use the generated record");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Price", "price_list", "-price", "price-", "price--list", "1price", "price.list", "prîce"})
    void aNounIsALowerCaseWord(String noun) {
        assertThatThrownBy(() -> new EventType<>(noun, "listed", 1, PriceListed.class))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("'" + noun + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"price", "price-list", "p2", "price-2"})
    void aNounMayHaveSeveralWords(String noun) {
        assertThat(new EventType<>(noun, noun, 1, PriceListed.class).name()).isEqualTo(noun + "." + noun + ".v1");
    }

    @Test
    void versionsCountFromOne() {
        assertThatThrownBy(() -> new EventType<>("price", "listed", 0, PriceListed.class))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("count from 1");
    }
}
