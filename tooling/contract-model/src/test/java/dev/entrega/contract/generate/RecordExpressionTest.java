package dev.entrega.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.entrega.contract.model.Contract;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordExpressionTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'string'}                                                  | 'a \\'quoted\\' line\\n'",
                "{'type': 'integer'}                                                 | 3000000000",
                "{'type': 'number'}                                                  | 1.50",
                "{'type': 'boolean'}                                                 | true",
                "{'type': 'string', 'format': 'date-time'}                           | '2026-01-02T03:04:05Z'",
                "{'type': 'string', 'format': 'date'}                                | '2026-01-02'",
                "{'type': 'string', 'enum': ['in-transit', 'lost']}                  | 'in-transit'",
                "{'type': 'string', 'enum': ['in-transit'], 'x-extensible-enum': true} | 'in-transit'",
                "{'type': 'string', 'format': 'decimal', 'pattern': 'x'}             | '1.50'",
                "{'type': 'string', 'format': 'duration', 'pattern': '^PT'}          | 'PT1H'",
                "{'type': 'array', 'items': {'type': 'integer'}}                     | [1,2]",
                "{'type': 'object', 'additionalProperties': {'type': 'number'}}      | {'a':1,'b':2}",
                "{'type': 'object', 'properties': {'x': {'type': 'boolean'}}}        | {'x':false}",
                "{'type': 'array', 'items': {'type': 'object', 'properties': {'x': {'type': 'string'}}}} | [{'x':'y'},{}]",
            })
    void theExpressionMakesTheVeryData(String schema, String value) throws Exception {
        Contract contract = Schemas.withProperty(schema);
        JsonNode data = JSON.readTree("{\"it\":" + value.replace('\'', '"') + "}");

        assertThat(JSON.readTree(made(contract, data))).isEqualTo(data);
    }

    @Test
    void aBranchIsMadeOfItsOwnRecord() throws Exception {
        Contract contract = Schemas.contract("""
                {'type': 'object', 'properties': {'it': {'oneOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/b'}]}},
                 '$defs': {'a': {'type': 'object', 'required': ['kind'], 'properties': {'kind': {'const': 'a'}}},
                           'b': {'type': 'object', 'required': ['kind'], 'properties': {'x': {'type': 'integer'}, 'kind': {'const': 'b'}}}}}
                """);
        JsonNode data = JSON.readTree("{\"it\":{\"kind\":\"b\",\"x\":3}}");

        assertThat(RecordExpression.of(contract, data).code()).isEqualTo("new OrderPlacedV1(new OrderPlacedV1.B(3L))");
        assertThat(JSON.readTree(made(contract, data))).isEqualTo(data);
    }

    @Test
    void whatIsAbsentIsNull() throws Exception {
        Contract contract = Schemas.withProperty("{'type': 'integer'}");

        assertThat(RecordExpression.of(contract, JSON.createObjectNode()).code())
                .isEqualTo("new OrderPlacedV1(null)");
    }

    private byte[] made(Contract contract, JsonNode data) throws Exception {
        var expression = RecordExpression.of(contract, data);
        String imports = expression.imports().stream()
                .map(type -> "import " + type + ";\n")
                .collect(Collectors.joining());
        var sources = new ArrayList<>(new RecordGenerator(CompiledRecord.PACKAGE).generate(List.of(contract)));
        sources.add(new SourceFile(
                Path.of(CompiledRecord.PACKAGE.replace('.', '/'), "Holder.java"),
                "package " + CompiledRecord.PACKAGE + ";\n" + imports
                        + "public final class Holder { public static final Object VALUE = " + expression.code()
                        + "; }"));
        CompiledRecord.compile(sources, folder);
        try (var loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, RecordExpressionTest.class.getClassLoader())) {
            return JSON.writeValueAsBytes(loader.loadClass(CompiledRecord.PACKAGE + ".Holder")
                    .getField("VALUE")
                    .get(null));
        }
    }
}
