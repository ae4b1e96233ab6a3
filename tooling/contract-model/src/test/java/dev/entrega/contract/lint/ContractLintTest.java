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

class ContractLintTest {

    private static final String SCHEMA = """
            {"type": "object", "required": ["at"],
             "properties": {"at": {"type": "string", "format": "date-time"}, "note": {"type": "string"}}}
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
                    assertThat(finding).asString().startsWith("example.json#/note: ");
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
