package dev.entrega.contract.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Example;
import dev.entrega.contract.model.Noun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractLintTest {

    private static final String SCHEMA = """
            {"description": "It happened.", "type": "object", "required": ["at"],
             "properties": {"at": {"description": "When.", "type": "string", "format": "date-time"},
                            "note": {"description": "Why.", "type": "string", "maxLength": 100}}}
            """;

    @Test
    void findsNothingWrongWithAContractWhoseExamplesShowWhatTheyClaim() throws Exception {
        assertThat(check(SCHEMA, valid("{\"at\": \"2026-01-01T00:00:00Z\"}"), invalid("{}")))
                .isEmpty();
    }

    @Test
    void aSchemaMustBeOne() throws Exception {
        assertThat(check("{\"type\": \"strnig\", \"minLength\": -1}", valid("{}")))
                .extracting(Finding::rule, Finding::pointer)
                .contains(tuple("schema-invalid", "#/type"), tuple("schema-invalid", "#/minLength"));
    }

    @Test
    void aPatternMustBeOne() throws Exception {
        assertThat(check("{\"type\": \"string\", \"pattern\": \"[\"}", valid("\"\"")))
                .extracting(Finding::rule, Finding::pointer)
                .containsExactly(tuple("schema-invalid", "#/pattern"));
    }

    @Test
    void aContractNeedsAValidExample() throws Exception {
        assertThat(check(SCHEMA, invalid("{}"))).extracting(Finding::rule).containsExactly("example-missing");
    }

    @Test
    void aValidExampleMustNotBeRefused() throws Exception {
        assertThat(check(SCHEMA, valid("{\"at\": \"2026-01-01T00:00:00Z\", \"note\": 1}")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("valid-example-refused");
                    assertThat(finding).asString().startsWith("example.json:1 #/note: ");
                });
    }

    @Test
    void anInvalidExampleMustNotBeAccepted() throws Exception {
        assertThat(check(
                        SCHEMA,
                        valid("{\"at\": \"2026-01-01T00:00:00Z\"}"),
                        invalid("{\"at\": \"2026-01-01T00:00:00Z\"}")))
                .extracting(Finding::rule)
                .containsExactly("invalid-example-accepted");
    }

    @Test
    void unknownPropertiesAndWrongFormatsAreRefusedAsByAPublisher() throws Exception {
        assertThat(check(
                        SCHEMA,
                        valid("{\"at\": \"2026-01-01T00:00:00Z\"}"),
                        invalid("{\"at\": \"2026-01-01T00:00:00Z\", \"nota\": \"\"}"),
                        invalid("{\"at\": \"yesterday\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'type':'integer'}; description-missing; #/properties/p",
                "{'$ref':'#/$defs/undescribed'}; description-missing; #/properties/p",
                "{'description':'d','type':'string','pattern':'^a$'}; max-length-missing; #/properties/p/pattern",
                "{'description':'d','type':'string','pattern':'^(a+)+$','maxLength':9}; pattern-explodes;"
                        + " #/properties/p/pattern",
                "{'description':'d','type':'string','pattern':'^(a|b)*$','maxLength':9}; pattern-explodes;"
                        + " #/properties/p/pattern",
                "{'description':'d','$ref':'#/properties/p'}; reference-broken; #/properties/p/$ref",
                "{'description':'d','anyOf':[{'$ref':'#/properties/p'}]}; reference-broken; #/properties/p/anyOf/0/$ref",
                "{'description':'d','$ref':'#/$defs/nothing'}; reference-broken; #/properties/p/$ref",
                "{'description':'d','type':'string'}; size-unbounded; #/properties/p",
                "{'description':'d','type':['null','array'],'items':{'type':'integer'}}; size-unbounded; #/properties/p",
                "{'description':'d','type':'object','additionalProperties':{'type':'integer'}}; size-unbounded;"
                        + " #/properties/p",
                "{'description':'d','type':'array','maxItems':3,'items':{'properties':{'x':{}}}}; description-missing;"
                        + " #/properties/p/items/properties/x",
            })
    void saysWhatAReaderMissesAndWhatCouldDoHarm(String property, String rule, String pointer) throws Exception {
        String schema = "{'description': 'd', 'properties': {'p': " + property + "}, '$defs': {'undescribed': {}}}";

        assertThat(check(schema.replace('\'', '"'), valid("{}")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(rule).isIn(ContractLint.RULES);
                    assertThat(finding.pointer()).isEqualTo(pointer);
                    assertThat(finding.why()).isNotBlank();
                    assertThat(finding.fix()).isNotBlank();
                });
    }

    @Test
    void anEventNeedsAnExplanationAndAListOfFewNeedsNoBound() throws Exception {
        assertThat(check("{\"properties\": {}}", valid("{}")))
                .extracting(Finding::rule, Finding::pointer)
                .containsExactly(tuple("description-missing", "#"));
        assertThat(check(
                        "{\"description\": \"d\", \"properties\": {\"p\": {\"$ref\": \"#/$defs/q\"}},"
                                + "\"$defs\": {\"q\": {\"description\": \"d\", \"type\": \"string\", \"format\": \"date\"}}}",
                        valid("{}")))
                .isEmpty();
    }

    private static List<Finding> check(String schema, Example... examples) throws JsonProcessingException {
        return new ContractLint()
                .check(new Contract(
                        new Noun("order", "orders", "What a buyer wants.", false),
                        new EventName("order", "placed", 1),
                        Path.of("v1.schema.json"),
                        new JsonMapper().readTree(schema),
                        List.of(examples)));
    }

    private static Example valid(String json) throws JsonProcessingException {
        return new Example(Path.of("example.json"), true, new JsonMapper().readTree(json));
    }

    private static Example invalid(String json) throws JsonProcessingException {
        return new Example(Path.of("example.json"), false, new JsonMapper().readTree(json));
    }
}
