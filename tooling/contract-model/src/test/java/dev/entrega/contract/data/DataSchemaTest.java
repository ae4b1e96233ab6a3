package dev.entrega.contract.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.data.DataSchema.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSchemaTest {

    private static final JsonNode SCHEMA = json("""
            {"type": "object", "required": ["buyer"], "properties": {
              "buyer": {"$ref": "#/$defs/person"},
              "lines": {"type": "array", "items": {"type": "object", "properties": {"a/b": {"type": "integer"}}}},
              "phones": {"type": "object", "additionalProperties": {"$ref": "#/$defs/person"}},
              "placedAt": {"type": "string", "format": "date-time"},
              "channel": {"type": "string", "enum": ["shop"], "x-extensible-enum": true}},
             "$defs": {"person": {"type": "object", "properties": {"name": {"type": "string", "x-pii": true}}}}}
            """);

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> strict(String data) {
        return DataSchema.strict(SCHEMA).violations(json(data)).stream()
                .map(Violation::toString)
                .toList();
    }

    private static List<String> tolerant(String data) {
        return DataSchema.tolerant(SCHEMA).violations(json(data)).stream()
                .map(Violation::toString)
                .toList();
    }

    @Test
    void saysPlaceRuleAndProperty() {
        assertThat(strict("{}")).containsExactly("/ (required buyer)");
        assertThat(strict("{'buyer': {'name': 1}, 'lines': [{}, {'a/b': 'x'}]}".replace('\'', '"')))
                .containsExactlyInAnyOrder("/buyer/name (type)", "/lines/1/a~1b (type)");
    }

    @Test
    void aPublisherIsHeldToWhatTheContractNamesAndAConsumerIsNot() {
        String unknown = "{\"buyer\": {}, \"chanel\": \"x\"}";

        assertThat(strict(unknown)).containsExactly("/ (additionalProperties chanel)");
        assertThat(tolerant(unknown)).isEmpty();
    }

    @Test
    void anExtensibleEnumTakesAnyValueFromAPublisherThatKnowsMore() {
        String newer = "{\"buyer\": {}, \"channel\": \"app\"}";

        assertThat(strict(newer)).containsExactly("/channel (enum)");
        assertThat(tolerant(newer)).isEmpty();
    }

    @Test
    void formatsAreAsserted() {
        String noTime = "{\"buyer\": {}, \"placedAt\": \"yesterday\"}";

        assertThat(strict(noTime)).containsExactly("/placedAt (format)");
        assertThat(tolerant(noTime)).containsExactly("/placedAt (format)");
    }

    /** The keys of a map may be anything, also a telephone number. */
    @Test
    void namesThatComeFromTheDataAreMasked() {
        String key = "{\"buyer\": {}, \"phones\": {\"+49 30 1\": {\"name\": 1}, \"0\": {\"name\": 1}}}";

        assertThat(tolerant(key)).containsExactly("/phones/***/name (type)");
    }

    @Test
    void dataIsShownWithoutWhatIsPersonalOrUnknown() {
        var shown = new PersonalData(SCHEMA)
                .mask(json("{\"buyer\": {\"name\": \"Ana\"}, \"channel\": \"shop\", \"note\": \"for Ana\"}"));

        assertThat(shown).isEqualTo(json("{\"buyer\": {\"name\": \"***\"}, \"channel\": \"shop\", \"note\": \"***\"}"));
    }
}
