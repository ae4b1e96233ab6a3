package dev.entrega.contract.generate;

import static dev.entrega.contract.generate.Schemas.contract;
import static dev.entrega.contract.generate.Schemas.withProperty;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.contract.EventData;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsentValueTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'string', 'default': 'a \\\\ b'}                               | 'c'          | a \\ b     | c",
                "{'type': 'integer', 'default': 3000000000}                              | 1            | 3000000000 | 1",
                "{'type': 'number', 'default': 0.10}                                     | 1.5          | 0.1        | 1.5",
                "{'type': 'boolean', 'default': false}                                   | true         | false      | true",
                "{'type': 'string', 'format': 'decimal', 'pattern': 'x', 'default': '0.10'} | '1.50'    | 0.10       | 1.50",
                "{'type': 'string', 'format': 'date', 'default': '2026-01-31'}           | '2027-01-31' | 2026-01-31 | 2027-01-31",
                "{'type': 'string', 'format': 'date-time', 'default': '2026-01-31T10:00:00+02:00'} | '2027-01-31T00:00:00Z' | 2026-01-31T08:00:00Z | 2027-01-31T00:00:00Z",
                "{'type': 'string', 'enum': ['a-b', 'c'], 'default': 'a-b'}              | 'c'          | A_B        | C",
                "{'type': 'string', 'enum': ['a-b', 'c'], 'x-extensible-enum': true, 'default': 'a-b'} | 'd' | A_B     | Unknown[value=d]",
                "{'type': 'array', 'items': {'type': 'integer'}, 'default': []}          | [1]          | []         | [1]",
                "{'type': 'array', 'items': {'type': 'string'}, 'default': ['a', 'b']}   | []           | [a, b]     | []",
            })
    void whereAPropertyIsAbsentTheRecordKnowsItsDefault(String schema, String value, String absent, String present)
            throws Exception {
        CompiledRecord record = CompiledRecord.of(withProperty(schema), folder);

        assertThat(record.get(record.read("{}"), "itOrDefault")).hasToString(absent);
        assertThat(record.get(record.read("{'it':" + value + "}"), "itOrDefault"))
                .hasToString(present);
    }

    @Test
    void theWireIsAsWithoutDefaults() throws Exception {
        CompiledRecord record = CompiledRecord.of(contract("""
                        {'type': 'object', 'properties': {
                           'priority': {'type': 'integer', 'default': 3},
                           'isOpen': {'type': 'boolean', 'default': true},
                           'getMore': {'$ref': '#/$defs/more'}},
                         '$defs': {'more': {'type': 'string', 'default': 'no'}}}
                        """), folder);

        assertThat(record.roundTrip("{}")).isEqualTo("{}");
        assertThat(record.get(record.read("{}"), "priority")).isNull();
        assertThat(record.get(record.read("{}"), "isOpenOrDefault")).isEqualTo(true);
        assertThat(record.get(record.read("{}"), "getMoreOrDefault")).isEqualTo("no");
        assertThat(record.roundTrip("{'priority':1,'isOpen':false,'getMore':'a'}"))
                .isEqualTo("{'priority':1,'isOpen':false,'getMore':'a'}");
    }

    @Test
    void whatIsRequiredHasNoNeedOfOne() throws Exception {
        CompiledRecord record = CompiledRecord.of(
                contract(
                        "{'type': 'object', 'required': ['it'], 'properties': {'it': {'type': 'integer', 'default': 3}}}"),
                folder);

        EventData value = record.read("{'it': 1}");
        assertThat(record.get(value, "it")).isEqualTo(1L);
        assertThat(record.type().getMethods()).extracting("name").doesNotContain("itOrDefault");
    }
}
