package dev.entrega.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class StrictSchemaTest {

    @Test
    void closesObjectsAtEveryDepth() throws Exception {
        JsonNode strict = strict("""
                {"properties": {"a": {"properties": {}}, "b": {"items": {"properties": {}}},
                                "c": {"additionalProperties": {"properties": {}}}},
                 "$defs": {"d": {"properties": {"e": {"prefixItems": [{"properties": {}}]}}}}}
                """);

        assertThat(strict).isEqualTo(json("""
                {"properties": {"a": {"properties": {}, "additionalProperties": false},
                                "b": {"items": {"properties": {}, "additionalProperties": false}},
                                "c": {"additionalProperties": {"properties": {}, "additionalProperties": false}}},
                 "$defs": {"d": {"properties": {"e": {"prefixItems": [{"properties": {}, "additionalProperties": false}]}},
                                 "additionalProperties": false}},
                 "additionalProperties": false}
                """));
    }

    @Test
    void closesAComposedObjectAsAWhole() throws Exception {
        assertThat(strict("{\"properties\": {}, \"allOf\": [{\"properties\": {\"a\": {}}}]}"))
                .isEqualTo(
                        json(
                                "{\"properties\": {}, \"allOf\": [{\"properties\": {\"a\": {}}}], \"unevaluatedProperties\": false}"));
    }

    @Test
    void closesWhatIsComposedOfSchemasThatAloneNameProperties() throws Exception {
        assertThat(strict("{\"oneOf\": [{\"properties\": {\"a\": {\"properties\": {}}}}, {\"type\": \"null\"}]}"))
                .isEqualTo(json("""
                {"oneOf": [{"properties": {"a": {"properties": {}, "additionalProperties": false}}}, {"type": "null"}],
                 "unevaluatedProperties": false}
                """));
        assertThat(strict("{\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, {\"type\": \"null\"}]}"))
                .as("what is referred to is closed by itself")
                .isEqualTo(json("{\"anyOf\": [{\"$ref\": \"#/$defs/a\"}, {\"type\": \"null\"}]}"));
    }

    @Test
    void leavesAloneWhatIsNoSchemaOrAlreadySaysWhatItAllows() throws Exception {
        String open = """
                {"type": "object", "additionalProperties": {"type": "string"},
                 "const": {"properties": {}}, "examples": [{"properties": {}}], "default": {"properties": {}}}
                """;
        String said = "{\"properties\": {}, \"additionalProperties\": true}";

        assertThat(strict(open)).isEqualTo(json(open));
        assertThat(strict(said)).isEqualTo(json(said));
    }

    @Test
    void isNotMisledByPropertiesNamedLikeKeywords() throws Exception {
        assertThat(
                        strict(
                                "{\"properties\": {\"properties\": {\"type\": \"string\"}, \"items\": {\"type\": \"string\"}}}"))
                .isEqualTo(json("""
                {"properties": {"properties": {"type": "string"}, "items": {"type": "string"}},
                 "additionalProperties": false}
                """));
    }

    @Test
    void leavesTheOriginalAsItWas() throws Exception {
        JsonNode original = json("{\"properties\": {\"a\": {\"properties\": {}}}}");

        StrictSchema.of(original);

        assertThat(original).isEqualTo(json("{\"properties\": {\"a\": {\"properties\": {}}}}"));
    }

    private static JsonNode strict(String schema) throws JsonProcessingException {
        return StrictSchema.of(json(schema));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }
}
