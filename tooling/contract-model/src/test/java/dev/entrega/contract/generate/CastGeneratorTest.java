package dev.entrega.contract.generate;

import static dev.entrega.contract.generate.Schemas.contract;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.entrega.contract.Casts;
import dev.entrega.contract.Downcaster;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventName;
import dev.entrega.contract.EventType;
import dev.entrega.contract.Upcaster;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated is compiled with the records of both versions, and carries values there and back. */
class CastGeneratorTest {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /** All that a record can hold: nested, listed, in maps, optional, of itself. */
    private static final String SCHEMA = """
            {'type': 'object', 'required': ['id', 'lines', 'total'],
             'properties': {
               'id': {'type': 'string'},
               'placedAt': {'type': 'string', 'format': 'date-time'},
               'channel': {'type': 'string', 'enum': ['shop', 'in-store']},
               'state': {'type': 'string', 'enum': ['open', 'in-transit'], 'x-extensible-enum': true},
               'states': {'type': 'array', 'items': {'type': 'string', 'enum': ['a'], 'x-extensible-enum': true}},
               'payment': {'$ref': '#/$defs/payment'},
               'payments': {'type': 'array', 'items': {'$ref': '#/$defs/payment'}},
               'tags': {'type': 'array', 'items': {'type': 'string'}},
               'lines': {'type': 'array', 'items': {'$ref': '#/$defs/line'}},
               'gifts': {'type': 'array', 'items': {'$ref': '#/$defs/line'}},
               'grid': {'type': 'array', 'items': {'type': 'array', 'items': {'$ref': '#/$defs/money'}}},
               'prices': {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/money'}},
               'colours': {'type': 'array', 'items': {'type': 'string', 'enum': ['red', 'blue']}},
               'total': {'$ref': '#/$defs/money'}},
             '$defs': {
               'payment': {'oneOf': [{'$ref': '#/$defs/card'}, {'$ref': '#/$defs/invoice'}]},
               'card': {'type': 'object', 'required': ['kind', 'fee'], 'properties': {
                 'kind': {'const': 'card'}, 'fee': {'$ref': '#/$defs/money'}}},
               'invoice': {'type': 'object', 'required': ['kind'], 'properties': {
                 'kind': {'const': 'invoice'}, 'before': {'$ref': '#/$defs/payment'}}},
               'money': {'type': 'object', 'required': ['amount'], 'properties': {'amount': {'type': 'integer'}}},
               'line': {'type': 'object', 'required': ['sku'], 'properties': {
                 'sku': {'type': 'string'}, 'price': {'$ref': '#/$defs/money'},
                 'parts': {'type': 'array', 'items': {'$ref': '#/$defs/line'}}}}}}
            """;

    private static final String FULL = """
            {"id":"1","placedAt":"2026-01-31T10:00:00.123Z","channel":"in-store","state":"new","states":["a","b"],\
            "payment":{"kind":"card","fee":{"amount":5}},\
            "payments":[{"kind":"invoice","before":{"kind":"invoice"}},{"kind":"card","fee":{"amount":6}}],"tags":["a"],\
            "lines":[{"sku":"A","price":{"amount":1},"parts":[{"sku":"B"}]}],"gifts":[{"sku":"C"}],\
            "grid":[[{"amount":1}],[]],"prices":{"b":{"amount":2},"a":{"amount":3}},"colours":["blue"],\
            "total":{"amount":4}}""";

    private static final String SMALLEST = "{\"id\":\"1\",\"lines\":[],\"total\":{\"amount\":4}}";

    @TempDir
    Path folder;

    @Test
    void theDraftsCarryEveryPartThereAndBack() throws Exception {
        var older = contract(SCHEMA);
        var newer = contract(new EventName("order", "placed", 2), SCHEMA);
        var generator = new CastGenerator(CompiledRecord.PACKAGE);
        var sources = new ArrayList<>(new RecordGenerator(CompiledRecord.PACKAGE).generate(List.of(older, newer)));
        sources.add(generator.upcaster(older));
        sources.add(generator.downcaster(older));
        CompiledRecord.compile(sources, folder);
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            var casts = new Casts(
                    List.of(instance(loader, "OrderPlacedV1ToV2", Upcaster.class)),
                    List.of(instance(loader, "OrderPlacedV2ToV1", Downcaster.class)));
            var oldType = record(loader, "OrderPlacedV1");
            var newType = EventType.of(record(loader, "OrderPlacedV2"));
            for (String json : List.of(FULL, SMALLEST)) {
                EventData data = JSON.readValue(json, oldType);

                EventData raised = casts.up(data, newType);

                assertThat(JSON.writeValueAsString(raised)).isEqualTo(json);
                assertThat(casts.down(raised)).contains(data);
            }
        }
    }

    private static <T> T instance(ClassLoader loader, String name, Class<T> type) throws ReflectiveOperationException {
        return type.cast(loader.loadClass(CompiledRecord.PACKAGE + "." + name)
                .getConstructor()
                .newInstance());
    }

    private static Class<? extends EventData> record(ClassLoader loader, String name) throws ClassNotFoundException {
        return loader.loadClass(CompiledRecord.PACKAGE + "." + name).asSubclass(EventData.class);
    }
}
