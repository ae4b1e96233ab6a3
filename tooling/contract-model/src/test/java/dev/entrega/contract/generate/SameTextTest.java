package dev.entrega.contract.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same contracts give the same text, to the byte, wherever they are generated. */
class SameTextTest {

    private static final String SCHEMA = """
            {'description': 'Größe, ıİ.', 'type': 'object', 'required': ['id', 'in-transit', 'price'], 'properties': {
               'id': {'description': 'Which.', 'type': 'string', 'x-pii': true},
               'in-transit': {'type': 'string', 'enum': ['its', 'I-know'], 'x-extensible-enum': true},
               'price': {'type': 'string', 'format': 'decimal', 'pattern': '^[0-9]{1,9}[.][0-9]{2}$'},
               'title': {'type': 'string', 'enum': ['mini', 'maxi'], 'default': 'mini'},
               'items': {'type': 'array', 'items': {'type': 'integer'}, 'default': [1234567890]},
               'since': {'type': 'string', 'format': 'date-time', 'default': '2026-01-31T10:00:00.5Z'},
               'payment': {'oneOf': [{'$ref': '#/$defs/invoice'}, {'$ref': '#/$defs/instant-payment'}]}},
             '$defs': {
               'invoice': {'type': 'object', 'required': ['kind'], 'properties': {'kind': {'const': 'i'}, 'notes': {'type': 'object', 'additionalProperties': {'type': 'string'}}}},
               'instant-payment': {'type': 'object', 'required': ['kind', 'on'], 'properties': {'kind': {'const': 'p'}, 'on': {'type': 'string', 'format': 'date'}}}}}
            """;

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void back() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void itIsThisVeryText() throws IOException {
        assertThat(textOf(List.of(shipped())).get(1)).isEqualTo(expected());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-SA-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "lt-LT"})
    void theMachineDoesNotMatter(String tag) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

        assertThat(textOf(List.of(shipped())).get(1)).isEqualTo(expected());
    }

    @Test
    void theOrderOfTheContractsDoesNotMatter() {
        List<Contract> contracts = new ArrayList<>();
        for (String noun : List.of("order", "item", "price-list")) {
            for (String action : List.of("shipped", "placed")) {
                for (int major : new int[] {10, 2, 1}) {
                    contracts.add(Schemas.contract(new EventName(noun, action, major), SCHEMA));
                }
            }
        }
        List<SourceFile> sorted = new RecordGenerator("a.b").generate(contracts);
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(contracts, new Random(seed));

            assertThat(new RecordGenerator("a.b").generate(contracts)).isEqualTo(sorted);
        }
    }

    private static Contract shipped() {
        return Schemas.contract(new EventName("item", "shipped", 1), SCHEMA);
    }

    private static List<String> textOf(List<Contract> contracts) {
        return new RecordGenerator("a.b")
                .generate(contracts).stream().map(SourceFile::text).toList();
    }

    private static String expected() throws IOException {
        try (InputStream text = SameTextTest.class.getResourceAsStream("ItemShippedV1.java.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
