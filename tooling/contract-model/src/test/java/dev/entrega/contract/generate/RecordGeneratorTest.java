package dev.entrega.contract.generate;

import static dev.entrega.contract.generate.Schemas.contract;
import static dev.entrega.contract.generate.Schemas.withProperty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventName;
import dev.entrega.contract.EventType;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordGeneratorTest {

    @TempDir
    Path folder;

    @Test
    void aRecordKnowsItsEventType() throws Exception {
        CompiledRecord record =
                compile(contract(new EventName("price-list", "read-out", 3), "{'type': 'object', 'properties': {}}"));

        assertThat(record.type().getSimpleName()).isEqualTo("PriceListReadOutV3");
        assertThat(EventType.of(record.type()).name()).isEqualTo("price-list.read-out.v3");
        assertThat(record.read("{}").eventType()).isSameAs(EventType.of(record.type()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordKnowsWhetherItsNounIsOrdered(boolean ordered) throws Exception {
        Contract contract = contract("{'type': 'object', 'properties': {}}");
        Noun noun = new Noun(contract.noun().name(), "", "", ordered);

        CompiledRecord record =
                compile(new Contract(noun, contract.name(), contract.file(), contract.schema(), contract.examples()));

        assertThat(EventType.of(record.type()).ordered()).isEqualTo(ordered);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRecordKnowsWhoMayPublishIt(boolean ordered) throws Exception {
        Contract contract = contract("{'type': 'object', 'properties': {}}");
        Noun noun = new Noun(contract.noun().name(), "", "", ordered, List.of("orders-api", "marketplace-webhook"));

        EventType<?> type = EventType.of(
                compile(new Contract(noun, contract.name(), contract.file(), contract.schema(), contract.examples()))
                        .type());

        assertThat(type.publishers()).containsExactly("orders-api", "marketplace-webhook");
        assertThat(type.mayBePublishedBy("orders-api")).isTrue();
        assertThat(type.mayBePublishedBy("stock-service")).isFalse();
        assertThat(type.ordered()).isEqualTo(ordered);
    }

    @Test
    void withoutSuchAListAnyServiceMay() throws Exception {
        var record = compile(contract("{'type': 'object', 'properties': {}}"));

        assertThat(EventType.of(record.type()).mayBePublishedBy("stock-service"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'string'} | java.lang.String | 'a'",
                "{'type': 'integer'} | java.lang.Long | 9007199254740993",
                "{'type': 'number'} | java.math.BigDecimal | 0.10",
                "{'type': 'boolean'} | java.lang.Boolean | true",
                "{'type': 'string', 'format': 'date-time'} | java.time.Instant | '2026-01-31T10:00:00.123Z'",
                "{'type': 'string', 'format': 'date'} | java.time.LocalDate | '2026-01-31'",
                "{'type': 'string', 'format': 'uuid'} | java.lang.String | 'a'",
                "{'type': 'array', 'items': {'type': 'integer'}} | java.util.List<java.lang.Long> | [1,2]",
                "{'type': 'array', 'items': {'type': 'string', 'format': 'date'}} | java.util.List<java.time.LocalDate> | ['2026-01-31']",
                "{'type': 'object', 'additionalProperties': {'type': 'integer'}} | java.util.Map<java.lang.String, java.lang.Long> | {'b':1,'a':2}",
                "{'type': 'string', 'format': 'duration'} | java.lang.String | 'P1M2W'",
                "{'type': 'string', 'format': 'duration', 'pattern': '^PT[0-9HMS]+$'} | java.time.Duration | 'PT1H30M'",
                "{'type': 'string', 'format': 'uuid'} | java.lang.String | '01890A5D-AC96-774B-BCCE-B302099A8057'",
                "{'type': 'string', 'format': 'decimal', 'pattern': '^[0-9]{1,9}[.][0-9]{2}$'} | java.math.BigDecimal | '0.10'",
                "{'type': 'array', 'items': {'type': 'string', 'format': 'decimal', 'pattern': 'x'}} | java.util.List<java.math.BigDecimal> | ['12.50']",
                "{'type': 'object', 'additionalProperties': {'type': 'string', 'format': 'duration', 'pattern': '^PT'}} | java.util.Map<java.lang.String, java.time.Duration> | {'a':'PT1.5S'}",
            })
    void aTypeOfTheSchemaHasOneInJava(String schema, String type, String value) throws Exception {
        CompiledRecord record = compile(withProperty(schema));

        RecordComponent component = record.type().getRecordComponents()[0];
        assertThat(component.getGenericType().getTypeName()).isEqualTo(type);
        assertThat(component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .isTrue();
        assertThat(record.roundTrip("{'it':" + value + "}")).isEqualTo("{'it':" + value + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"^PT1H$|^P1M$", "PT", "^P"})
    void aDurationThatMayHaveMonthsIsNoneInJava(String pattern) throws Exception {
        CompiledRecord record =
                compile(withProperty("{'type': 'string', 'format': 'duration', 'pattern': '" + pattern + "'}"));

        assertThat(record.roundTrip("{'it':'P1M'}")).isEqualTo("{'it':'P1M'}");
    }

    @Test
    void whatIsRequiredMustBeThere() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'required': ['name', 'count', 'sure'],
                         'properties': {'name': {'type': 'string'}, 'count': {'type': 'integer'}, 'sure': {'type': 'boolean'}}}
                        """));

        assertThat(record.type().getRecordComponents())
                .extracting(component -> component.getType().getName())
                .containsExactly("java.lang.String", "long", "boolean");
        assertThat(record.type().getRecordComponents()[0].getAnnotatedType().getAnnotations())
                .isEmpty();
        assertThatThrownBy(() -> record.read("{'count': 1, 'sure': true}"))
                .isInstanceOf(ValueInstantiationException.class)
                .hasRootCauseInstanceOf(NullPointerException.class)
                .hasRootCauseMessage("name");
        assertThatThrownBy(() -> record.read("{'name': 'a', 'sure': true}"))
                .isInstanceOf(MismatchedInputException.class)
                .hasMessageContaining("count");
    }

    @Test
    void whatIsAbsentStaysAbsent() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'properties': {'a': {'type': 'integer'}, 'b': {'type': 'array', 'items': {'type': 'string'}},
                         'c': {'type': 'object', 'properties': {'d': {'type': 'string'}}}}}
                        """));

        assertThat(record.get(record.read("{}"), "b")).isNull();
        assertThat(record.roundTrip("{}")).isEqualTo("{}");
        assertThat(record.roundTrip("{'c':{}}")).isEqualTo("{'c':{}}");
    }

    @Test
    void whatIsUnknownIsIgnored() throws Exception {
        CompiledRecord record = compile(withProperty("{'type': 'object', 'properties': {'a': {'type': 'string'}}}"));

        assertThat(record.roundTrip("{'new': 1, 'it': {'a': 'b', 'new': []}}")).isEqualTo("{'it':{'a':'b'}}");
    }

    @Test
    void objectsAndDefinitionsBecomeNestedRecords() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'required': ['lines', 'buyer'],
                         'properties': {
                           'buyer': {'type': 'object', 'properties': {'home-address': {'type': 'object', 'properties': {'city': {'type': 'string'}}}}},
                           'lines': {'type': 'array', 'items': {'$ref': '#/$defs/line'}},
                           'gifts': {'type': 'array', 'items': {'type': 'object', 'properties': {'sku': {'type': 'string'}}}},
                           'byShop': {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/line'}}},
                         '$defs': {
                           'line': {'type': 'object', 'required': ['price'], 'properties': {'price': {'$ref': '#/$defs/amount'}}},
                           'amount': {'type': 'integer'},
                           'unused': {'type': 'string'}}}
                        """));

        String json = "{'buyer':{'home-address':{'city':'Exampletown'}},'lines':[{'price':1},{'price':2}],"
                + "'gifts':[{'sku':'A'}],'byShop':{'b':{'price':3},'a':{'price':4}}}";
        assertThat(record.type().getDeclaredClasses())
                .extracting(Class::getSimpleName)
                .containsExactlyInAnyOrder("Buyer", "HomeAddress", "Line", "GiftsItem");
        assertThat(record.roundTrip(json)).isEqualTo(json);
    }

    @Test
    void aDefinitionIsOneTypeWhereverItIsReferredTo() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'properties': {
                           'net': {'$ref': '#/$defs/money'},
                           'gross': {'$ref': '#/$defs/money'},
                           'state': {'$ref': '#/$defs/state'},
                           'line': {'type': 'object', 'properties': {'price': {'$ref': '#/$defs/money'}, 'state': {'$ref': '#/$defs/state'}}}},
                         '$defs': {
                           'state': {'type': 'string', 'enum': ['open', 'paid']},
                           'money': {'type': 'object', 'required': ['amount', 'currency'], 'properties': {
                              'amount': {'type': 'integer'}, 'currency': {'type': 'string'}}}}}
                        """));

        EventData order =
                record.read("{'net':{'amount':1000,'currency':'EUR'},'gross':{'amount':1000,'currency':'EUR'},"
                        + "'state':'open','line':{'price':{'amount':1000,'currency':'EUR'},'state':'open'}}");
        Object line = record.get(order, "line");
        assertThat(record.get(order, "gross"))
                .isEqualTo(record.get(order, "net"))
                .isEqualTo(line.getClass().getMethod("price").invoke(line))
                .hasToString("Money[amount=1000, currency=EUR]");
        assertThat(record.get(order, "state"))
                .isSameAs(line.getClass().getMethod("state").invoke(line));
    }

    @Test
    void aDefinitionMayBeAnotherName() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'properties': {'due': {'$ref': '#/$defs/due'}, 'all': {'type': 'array', 'items': {'$ref': '#/$defs/due'}}},
                         '$defs': {'due': {'$ref': '#/$defs/day'}, 'day': {'type': 'string', 'format': 'date', 'default': '2026-01-31'}}}
                        """));

        assertThat(record.roundTrip("{'due':'2026-01-30','all':['2026-01-29']}"))
                .isEqualTo("{'due':'2026-01-30','all':['2026-01-29']}");
        assertThat(record.get(record.read("{}"), "dueOrDefault")).hasToString("2026-01-31");
    }

    @Test
    void whatMayBeAbsentIsNullableAndNothingElseIs() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'required': ['a', 'b'], 'properties': {
                           'a': {'type': 'string'}, 'b': {'type': 'array', 'items': {'type': 'string'}},
                           'c': {'type': 'integer'}, 'd': {'type': 'array', 'items': {'type': 'string'}},
                           'e': {'type': 'object', 'properties': {'f': {'type': 'string'}}},
                           'g': {'type': 'integer', 'default': 1}}}
                        """));

        assertThat(record.type().getPackage().isAnnotationPresent(NullMarked.class))
                .isTrue();
        for (RecordComponent component : record.type().getRecordComponents()) {
            boolean optional = !List.of("a", "b").contains(component.getName());
            assertThat(component.getAccessor().getAnnotatedReturnType().isAnnotationPresent(Nullable.class))
                    .as(component.getName())
                    .isEqualTo(optional);
        }
        assertThat(record.type()
                        .getMethod("gOrDefault")
                        .getAnnotatedReturnType()
                        .isAnnotationPresent(Nullable.class))
                .isFalse();
        Class<?> nested = record.type().getClassLoader().loadClass(record.type().getName() + "$E");
        assertThat(nested.getMethod("f").getAnnotatedReturnType().isAnnotationPresent(Nullable.class))
                .isTrue();
    }

    @Test
    void typesNamedLikeThoseOfTheGeneratedCodeDoNotHideThem() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'properties': {
                           'duration': {'type': 'object', 'properties': {'it': {'type': 'string', 'format': 'duration', 'pattern': '^PT'}}},
                           'known': {'type': 'object', 'properties': {'x': {'$ref': '#/$defs/other'}}},
                           'unknown': {'type': 'object', 'properties': {'known': {'$ref': '#/$defs/other'}}},
                           'generated': {'type': 'object', 'properties': {'isIt': {'type': 'boolean', 'default': true}}},
                           'jsonIgnore': {'type': 'object', 'properties': {'x': {'type': 'string'}}},
                           'jsonTypeInfo': {'oneOf': [{'$ref': '#/$defs/jsonSubTypes'}, {'$ref': '#/$defs/jsonTypeName'}]},
                           'jsonValue': {'type': 'object', 'properties': {'x': {'type': 'string'}}},
                           'jsonCreator': {'type': 'object', 'properties': {'x': {'type': 'string'}}},
                           'illegalArgumentException': {'type': 'object', 'properties': {'x': {'type': 'string'}}}},
                         '$defs': {
                           'other': {'type': 'string', 'enum': ['known', 'value'], 'x-extensible-enum': true},
                           'jsonSubTypes': {'type': 'object', 'required': ['kind'], 'properties': {'kind': {'const': 'a'}}},
                           'jsonTypeName': {'type': 'object', 'required': ['kind'], 'properties': {'kind': {'const': 'b'}}}}}
                        """));

        String json =
                "{'duration':{'it':'PT1M'},'known':{'x':'b'},'unknown':{'known':'value'},'generated':{'isIt':false},"
                        + "'jsonIgnore':{'x':''},'jsonTypeInfo':{'kind':'b'}}";
        assertThat(record.roundTrip(json)).isEqualTo(json);
    }

    @Test
    void aRecordMayHoldRecordsOfItsOwnKind() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'properties': {'root': {'$ref': '#/$defs/node'}},
                         '$defs': {'node': {'type': 'object', 'properties': {'children': {'type': 'array', 'items': {'$ref': '#/$defs/node'}}}}}}
                        """));

        String json = "{'root':{'children':[{},{'children':[]}]}}";
        assertThat(record.roundTrip(json)).isEqualTo(json);
    }

    @Test
    void listedStringsBecomeAnEnum() throws Exception {
        CompiledRecord record = compile(
                withProperty("{'type': 'string', 'enum': ['in-transit', 'LOST', 'handedOver', '2nd-try', 'true']}"));

        Class<?> it = record.type().getRecordComponents()[0].getType();
        assertThat(it.getSimpleName()).isEqualTo("It");
        assertThat(it.getEnumConstants())
                .extracting(Object::toString)
                .containsExactly("IN_TRANSIT", "LOST", "HANDED_OVER", "_2ND_TRY", "TRUE");
        assertThat(record.roundTrip("{'it':'in-transit'}")).isEqualTo("{'it':'in-transit'}");
        assertThat(record.roundTrip("{'it':'2nd-try'}")).isEqualTo("{'it':'2nd-try'}");
        assertThat(record.roundTrip("{'it':'LOST'}")).isEqualTo("{'it':'LOST'}");
    }

    @Test
    void personalDataIsMaskedAtEveryDepth() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'properties': {
                           'id': {'type': 'string'},
                           'email': {'type': 'string', 'x-pii': true},
                           'phones': {'type': 'array', 'items': {'type': 'string', 'x-pii': true}},
                           'names': {'type': 'array', 'items': {'$ref': '#/$defs/nick'}},
                           'byRole': {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/name'}},
                           'people': {'type': 'array', 'items': {'type': 'object', 'properties': {'name': {'$ref': '#/$defs/name'}, 'age': {'type': 'integer'}}}}},
                         '$defs': {'name': {'type': 'string', 'x-pii': true}, 'nick': {'$ref': '#/$defs/name'}}}
                        """));

        EventData value = record.read("{'id': '7', 'email': 'SECRET', 'phones': ['SECRET'], 'names': ['SECRET'],"
                + "'byRole': {'a': 'SECRET'}, 'people': [{'name': 'SECRET', 'age': 3}]}");
        assertThat(value)
                .hasToString(
                        "OrderPlacedV1[id=7, email=***, phones=***, names=***, byRole=***, people=[PeopleItem[name=***, age=3]]]");
        assertThat(record.tree(value).path("email").asText()).isEqualTo("SECRET");
    }

    @Test
    void listsAndMapsCannotBeChangedAndKeepTheirOrder() throws Exception {
        CompiledRecord record = compile(contract("""
                        {'type': 'object', 'required': ['list', 'map'], 'properties': {
                           'list': {'type': 'array', 'items': {'type': 'number'}},
                           'map': {'type': 'object', 'additionalProperties': {'type': 'string', 'format': 'date-time'}}}}
                        """));

        EventData value =
                record.read("{'list': [1.5], 'map': {'b': '2026-01-01T00:00:00Z', 'a': '2026-01-02T00:00:00Z'}}");
        @SuppressWarnings("unchecked")
        List<BigDecimal> list = (List<BigDecimal>) record.get(value, "list");
        @SuppressWarnings("unchecked")
        Map<String, Instant> map = (Map<String, Instant>) record.get(value, "map");
        assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(map.keySet()).containsExactly("b", "a");
    }

    @ParameterizedTest
    @CsvSource({
        "unit-price, unitPrice",
        "class, class_",
        "eventType, eventType_",
        "TYPE, TYPE_",
        "hashCode, hashCode_",
        "2nd, _2nd",
        "with space, withSpace",
        "unit_price, unit_price",
        "$type, $type",
        "getName, getName",
        "isOpen, isOpen",
        "URL, URL",
        "record, record",
        "größe, größe"
    })
    void anyPropertyFindsAName(String property, String component) throws Exception {
        CompiledRecord record = compile(contract("{'type': 'object', 'required': ['" + property + "'], 'properties': {'"
                + property + "': {'type': 'integer'}}}"));

        assertThat(record.type().getRecordComponents()[0].getName()).isEqualTo(component);
        assertThat(record.roundTrip("{'" + property + "':1}")).isEqualTo("{'" + property + "':1}");
    }

    @Test
    void descriptionsBecomeJavadocWhateverIsInThem() throws Exception {
        Contract contract = contract("""
                {'type': 'object', 'description': 'Ends */ here, \\\\u002a/ and there; a < b & {@code x} $L $T',
                 'properties': {'it': {'description': 'Which @one, <b>really</b>.', 'type': 'string'}}}
                """);

        compile(contract);

        assertThat(textOf(contract))
                .contains(" * Ends *&#47; here, &#92;u002a/ and there; a &lt; b &amp; {&#64;code x} $L $T\n *\n")
                .contains(" * @param it Which &#64;one, &lt;b&gt;really&lt;/b&gt;.\n");
    }

    @Test
    void theSameContractsAlwaysGiveTheSameText() {
        Contract contract = withProperty("{'type': 'string', 'enum': ['a', 'b']}");

        assertThat(new RecordGenerator("a.b").generate(List.of(contract)))
                .isEqualTo(new RecordGenerator("a.b").generate(List.of(contract)))
                .extracting(SourceFile::path)
                .containsExactly(Path.of("a/b/package-info.java"), Path.of("a/b/OrderPlacedV1.java"));
    }

    @Test
    void everyFileSaysThatItIsGeneratedAndNotWhen() {
        assertThat(new RecordGenerator("a.b").generate(List.of(withProperty("{'type': 'string'}"))))
                .extracting(SourceFile::text)
                .hasSize(2)
                .allMatch(RecordGenerator::isGenerated)
                .noneMatch(text -> text.matches("(?s).*Generated\\([^)]*date.*"));
        assertThat(RecordGenerator.isGenerated("/** Of a record that RecordGenerator generates. */ class A {}"))
                .isFalse();
    }

    private CompiledRecord compile(Contract contract) throws Exception {
        return CompiledRecord.of(contract, folder);
    }

    private static String textOf(Contract contract) {
        return new RecordGenerator("a.b").generate(List.of(contract)).get(1).text();
    }
}
