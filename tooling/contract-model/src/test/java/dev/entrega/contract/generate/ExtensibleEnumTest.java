package dev.entrega.contract.generate;

import static dev.entrega.contract.generate.Schemas.contract;
import static dev.entrega.contract.generate.Schemas.withProperty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.contract.EventData;
import dev.entrega.contract.model.Contract;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensibleEnumTest {

    private static final Contract COURSE =
            withProperty("{'type': 'string', 'enum': ['starter', 'main-course'], 'x-extensible-enum': true}");

    @TempDir
    Path folder;

    @Test
    void anUnknownValueIsReadAndWrittenAsItCame() throws Exception {
        CompiledRecord record = CompiledRecord.of(COURSE, folder);

        assertThat(record.roundTrip("{'it':'dessert'}")).isEqualTo("{'it':'dessert'}");
        assertThat(record.roundTrip("{'it':'STARTER'}")).isEqualTo("{'it':'STARTER'}");
        assertThat(record.roundTrip("{'it':'main-course'}")).isEqualTo("{'it':'main-course'}");
        assertThat(record.roundTrip("{}")).isEqualTo("{}");
    }

    @Test
    void theSameValueIsEqualWhicheverWayItCame() throws Exception {
        CompiledRecord record = CompiledRecord.of(COURSE, folder);

        assertThat(record.read("{'it':'dessert'}")).isEqualTo(record.read("{'it':'dessert'}"));
        assertThat(record.get(record.read("{'it':'starter'}"), "it"))
                .isInstanceOf(Enum.class)
                .hasToString("STARTER");
        assertThat(record.get(record.read("{'it':'dessert'}"), "it")).hasToString("Unknown[value=dessert]");
        Class<?> unknown =
                record.type().getClassLoader().loadClass(record.type().getName() + "$It$Unknown");
        assertThatThrownBy(() -> unknown.getConstructor(String.class).newInstance("starter"))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("starter is known: use of(value)");
    }

    @Test
    void aSwitchOverItIsCompleteWithoutDefault() throws Exception {
        CompiledRecord record = CompiledRecord.of(COURSE, folder, Map.of("Reader", """
                public final class Reader {
                    public static String of(OrderPlacedV1 order) {
                        return switch (order.it()) {
                            case OrderPlacedV1.It.Known.STARTER -> "first";
                            case OrderPlacedV1.It.Known.MAIN_COURSE -> "second";
                            case OrderPlacedV1.It.Unknown other -> "new: " + other.value();
                        };
                    }
                }
                """));

        assertThat(record.call("Reader", record.read("{'it':'starter'}"))).isEqualTo("first");
        assertThat(record.call("Reader", record.read("{'it':'main-course'}"))).isEqualTo("second");
        assertThat(record.call("Reader", record.read("{'it':'dessert'}"))).isEqualTo("new: dessert");
    }

    @Test
    void listsAndMapsAndDefinitionsMayHoldIt() throws Exception {
        CompiledRecord record = CompiledRecord.of(contract("""
                        {'type': 'object', 'properties': {
                           'list': {'type': 'array', 'items': {'$ref': '#/$defs/state'}},
                           'map': {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/state'}},
                           'unknown': {'type': 'object', 'properties': {'a': {'$ref': '#/$defs/state'}}}},
                         '$defs': {'state': {'type': 'string', 'enum': ['a'], 'x-extensible-enum': true}}}
                        """), folder);

        String json = "{'list':['a','b'],'map':{'x':'c','y':'a'},'unknown':{'a':'d'}}";
        assertThat(record.roundTrip(json)).isEqualTo(json);
    }

    @Test
    void anExtensibleEnumThatIsMarkedAsNotIsAPlainOne() throws Exception {
        CompiledRecord record = CompiledRecord.of(
                withProperty("{'type': 'string', 'enum': ['a'], 'x-extensible-enum': false}"), folder);

        EventData value = record.read("{'it':'a'}");
        assertThat(record.get(value, "it").getClass().isEnum()).isTrue();
    }
}
