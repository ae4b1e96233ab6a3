package dev.entrega.contract.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.contract.EventView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class ViewSchemaTest {

    private static final JsonNode SCHEMA = json("""
            {"type": "object", "required": ["buyer", "lines"], "properties": {
              "buyer": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
              "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}},
              "prices": {"type": "object", "additionalProperties": {"$ref": "#/$defs/money"}},
              "due-days": {"type": "integer"},
              "payment": {"oneOf": [{"$ref": "#/$defs/card"}, {"$ref": "#/$defs/cash"}]},
              "lastCard": {"$ref": "#/$defs/card"},
              "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}},
             "$defs": {
              "card": {"type": "object", "required": ["kind", "last4"],
                       "properties": {"kind": {"const": "card"}, "last4": {"type": "string"}, "bank": {"type": "string"}}},
              "cash": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "cash"}}},
              "line": {"type": "object", "required": ["sku", "price"],
                       "properties": {"sku": {"type": "string"}, "price": {"$ref": "#/$defs/money"}}},
              "money": {"type": "object", "required": ["amount"],
                        "properties": {"amount": {"type": "integer"}, "currency": {"type": "string"}}},
              "part": {"type": "object", "properties": {"of": {"$ref": "#/$defs/part"}}}}}
            """);

    /** Stands for a generated record. */
    public record Whole(String buyer) implements EventData {
        public static final EventType<Whole> TYPE = new EventType<>("order", "placed", 1, Whole.class);

        @Override
        public EventType<?> eventType() {
            return TYPE;
        }
    }

    record Line(Money price) {}

    record Money(long amount) {}

    record Small(
            List<Line> lines,
            @JsonProperty("due-days") @Nullable Long days) implements EventView<Whole> {}

    record Priced(Map<String, Money> prices) implements EventView<Whole> {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    interface Payment {}

    record Card(String last4) implements Payment {}

    record Paid(@Nullable Payment payment, @Nullable Card lastCard) implements EventView<Whole> {}

    record Misspelt(List<Line> line) implements EventView<Whole> {}

    record Zero(@JsonProperty("due-days") long days) implements EventView<Whole> {}

    record Part(@Nullable Part of) {}

    record Recursive(List<Part> parts) implements EventView<Whole> {}

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> read(Class<? extends EventData> view) {
        return new SchemaPaths(ViewSchema.of(EventType.of(view), SCHEMA)).properties();
    }

    @Test
    void aViewHasTheEventTypeOfWhatItIsAPartOf() {
        var type = new Small(List.of(), null).eventType();

        assertThat(type.name()).isEqualTo("order.placed.v1");
        assertThat(type.isView()).isTrue();
        assertThat(type.generated()).isEqualTo(Whole.TYPE);
        assertThat(Whole.TYPE.generated()).isEqualTo(Whole.TYPE);
    }

    @Test
    void theWholeRecordReadsEverything() {
        assertThat(ViewSchema.of(Whole.TYPE, SCHEMA)).isEqualTo(SCHEMA);
        assertThat(read(Whole.class))
                .contains("/buyer/name", "/lines/*/sku", "/lines/*/price/currency", "/prices/*/amount");
    }

    @Test
    void aViewReadsItsComponentsAndTheirs() {
        assertThat(read(Small.class)).containsExactly("/due-days", "/lines", "/lines/*/price", "/lines/*/price/amount");
        assertThat(read(Priced.class)).containsExactly("/prices", "/prices/*/amount");
    }

    @Test
    void whatTellsBranchesApartIsReadWithEach() {
        assertThat(read(Paid.class))
                .containsExactly(
                        "/lastCard",
                        "/lastCard/kind",
                        "/lastCard/last4",
                        "/payment",
                        "/payment/bank",
                        "/payment/kind",
                        "/payment/last4");
    }

    @Test
    void onlyWhatItReadsIsAskedFor() {
        var schema = DataSchema.tolerant(ViewSchema.of(EventType.of(Small.class), SCHEMA));

        assertThat(schema.violations(json("{\"lines\": [{\"price\": {\"amount\": 1}}], \"buyer\": 1}")))
                .isEmpty();
        assertThat(schema.violations(json("{}"))).hasToString("[/ (required lines)]");
        assertThat(schema.violations(json("{\"lines\": []}"))).hasToString("[/lines (minItems)]");
        assertThat(schema.violations(json("{\"lines\": [{\"price\": {}}]}")))
                .hasToString("[/lines/0/price (required amount)]");
    }

    @Test
    void aRecordWithinItsOwnKindIsReadWhole() {
        var schema = DataSchema.tolerant(ViewSchema.of(EventType.of(Recursive.class), SCHEMA));

        assertThat(schema.violations(json("{\"parts\": [{\"of\": {\"of\": {\"of\": {}}}}]}")))
                .isEmpty();
        assertThat(schema.violations(json("{\"parts\": [{\"of\": {\"of\": {\"of\": 1}}}]}")))
                .hasToString("[/parts/0/of/of/of (type)]");
    }

    @Test
    void whatTheContractDoesNotHaveCantBeRead() {
        assertThatThrownBy(() -> ViewSchema.of(EventType.of(Misspelt.class), SCHEMA))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("Misspelt reads \"line\", which order.placed.v1 doesn't have there")
                .hasMessageContaining("lines");
    }

    @Test
    void aPrimitiveCantStandForWhatMayBeAbsent() {
        assertThatThrownBy(() -> ViewSchema.of(EventType.of(Zero.class), SCHEMA))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("Zero.days is a long, but order.placed.v1 doesn't always have it");
    }

    @Test
    void aPlaceOfTheSchemaHoldsWhereverItIsReferredTo() {
        var paths = new SchemaPaths(SCHEMA);

        assertThat(paths.of("#/$defs/money/properties/amount"))
                .containsExactlyInAnyOrder("/lines/*/price/amount", "/prices/*/amount");
        assertThat(paths.of("#/properties/lines/minItems")).containsExactly("/lines");
        assertThat(paths.of("#/required")).containsExactly("");
        assertThat(paths.of("#/$defs/part/properties/of")).contains("/parts/*/of");
    }
}
