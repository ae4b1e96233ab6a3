package dev.entrega.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class TolerantSchemaTest {

    @Test
    void anExtensibleEnumTakesAnyValueOfItsTypesAtAnyDepth() throws Exception {
        JsonNode schema = json("""
                {"properties": {"a": {"type": "string", "enum": ["x"], "x-extensible-enum": true},
                                "b": {"items": {"enum": ["x", 1, null], "x-extensible-enum": true}},
                                "c": {"enum": ["x"]}, "d": {"enum": ["x"], "x-extensible-enum": false}}}
                """);
        JsonNode before = schema.deepCopy();

        assertThat(TolerantSchema.of(schema)).isEqualTo(json("""
                {"properties": {"a": {"type": "string", "x-extensible-enum": true},
                                "b": {"items": {"type": ["string", "number", "null"], "x-extensible-enum": true}},
                                "c": {"enum": ["x"]}, "d": {"enum": ["x"], "x-extensible-enum": false}}}
                """));
        assertThat(schema).isEqualTo(before);
    }

    @Test
    void neverAllowsLessThanBefore() throws Exception {
        String extensible = "{\"enum\": [\"x\"], \"x-extensible-enum\": true}";

        assertThat(TolerantSchema.of(json("{\"not\": " + extensible + "}")))
                .isEqualTo(json("{\"not\": " + extensible + "}"));
        assertThat(TolerantSchema.of(json("{\"oneOf\": [" + extensible + ", {\"type\": \"null\"}]}")))
                .isEqualTo(json(
                        "{\"anyOf\": [{\"type\": [\"string\"], \"x-extensible-enum\": true}, {\"type\": \"null\"}]}"));
        assertThat(TolerantSchema.of(json("{\"oneOf\": [{\"enum\": [\"x\"]}]}")))
                .isEqualTo(json("{\"oneOf\": [{\"enum\": [\"x\"]}]}"));
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text);
    }
}
