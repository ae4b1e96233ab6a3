package dev.entrega.contract.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of data when nobody is to be found in it any more. */
class PersonalDataTest {

    private static final JsonNode SCHEMA = json("""
        {"type": "object", "required": ["id", "buyer", "lines"], "properties": {
          "id": {"type": "string"},
          "note": {"type": "string", "x-pii": true},
          "buyer": {"type": "object", "required": ["name", "email", "born", "town"], "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 100, "x-pii": true},
            "email": {"type": "string", "format": "email", "x-pii": true},
            "born": {"type": ["string", "null"], "format": "date", "x-pii": true},
            "town": {"type": "string"}}},
          "address": {"$ref": "#/$defs/address"},
          "lines": {"type": "array", "items": {"type": "object", "required": ["sku"], "properties": {
            "sku": {"type": "string"}, "engraving": {"type": "string", "x-pii": true}}}}},
         "$defs": {"address": {"type": "object", "x-pii": true, "required": ["street"], "properties": {
            "street": {"type": "string"}}}}}""");

    private static final JsonNode DATA = json("""
        {"id": "o-1", "note": "for Ana", "telephone": "123",
         "buyer": {"name": "Ana", "email": "ana@example.org", "born": "1990-01-01", "town": "Graz"},
         "address": {"street": "Ring 1"},
         "lines": [{"sku": "A", "engraving": "Ana"}, {"sku": "B"}]}""");

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode erased(String property, String data) {
        var schema = json("{\"required\": [\"it\"], \"properties\": {\"it\": " + property + "}}");
        return new PersonalData(schema).erase(json("{\"it\": " + data + "}")).path("it");
    }

    @Test
    void whatMayBeAbsentIsAndTheRestIsAboutNobody() {
        var erased = new PersonalData(SCHEMA).erase(DATA);

        assertThat(erased).isEqualTo(json("""
            {"id": "o-1",
             "buyer": {"name": "***", "email": "erased@example.com", "born": null, "town": "Graz"},
             "lines": [{"sku": "A"}, {"sku": "B"}]}"""));
        assertThat(DataSchema.strict(SCHEMA).violations(erased)).isEmpty();
    }

    @Test
    void whatIsErasedStaysAsItIs() {
        var personal = new PersonalData(SCHEMA);
        var once = personal.erase(DATA);

        assertThat(personal.erase(once)).isEqualTo(once);
    }

    /** An object that must be there keeps its form. */
    @Test
    void allOfAPersonalObjectIsPersonal() {
        assertThat(erased("""
                {"x-pii": true, "type": "object", "required": ["street", "number"], "properties": {
                  "street": {"type": "string"}, "number": {"type": "integer"}, "door": {"type": "string"}}}""", "{\"street\": \"Ring\", \"number\": 7, \"door\": \"B\"}"))
                .hasToString("{\"street\":\"***\",\"number\":0}");
    }

    @Test
    void allMayBePersonal() {
        var schema =
                json("{\"x-pii\": true, \"required\": [\"it\"], \"properties\": {\"it\": {\"type\": \"string\"}}}");

        assertThat(new PersonalData(schema).erase(json("{\"it\": \"Ana\", \"also\": 1}")))
                .hasToString("{\"it\":\"***\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                {"x-pii": true, "type": "string"}                                    | "Ana" | "***"
                {"x-pii": true, "type": "string", "minLength": 5}                    | "Anabel" | "*****"
                {"x-pii": true, "type": "string", "maxLength": 2}                    | "AB" | "**"
                {"x-pii": true, "type": "string", "format": "uuid"} | "123e4567-e89b-42d3-a456-426614174000" | "00000000-0000-0000-0000-000000000000"
                {"x-pii": true, "enum": ["none", "mr", "mrs"]}                       | "mrs" | "none"
                {"x-pii": true, "type": "integer", "minimum": 18}                    | 42    | 18
                {"x-pii": true, "type": "boolean"}                                   | true  | false
                {"x-pii": true, "type": "array", "items": {"type": "string"}}        | ["a", "b"] | ["***", "***"]
                {"type": "array", "items": {"type": "string", "x-pii": true}}        | ["a"] | ["***"]
                {"allOf": [{"type": "string"}, {"x-pii": true, "format": "email"}]}  | "a@b.example" | "erased@example.com"
                {"type": "string"}                                                   | "Graz" | "Graz"
                """)
    void whatMustBeThereIsAsNearAsTheSchemaAllows(String property, String data, String left) {
        var erased = erased(property, data);

        assertThat(erased.toString()).isEqualTo(json(left).toString());
        assertThat(DataSchema.tolerant(json(property)).violations(erased)).isEmpty();
    }
}
