package dev.entrega.contract.generate;

import static dev.entrega.contract.generate.Schemas.contract;
import static dev.entrega.contract.generate.Schemas.withProperty;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no record can express is refused with its file, its place and a way out. */
class RefusedSchemaTest {

    static Stream<Arguments> properties() {
        return Stream.of(
                arguments("{'anyOf': [{'type': 'string'}]}", "/anyOf", "A record can't express 'anyOf'"),
                arguments("{'oneOf': [{'type': 'string'}]}", "/oneOf/0", "A branch of oneOf becomes a record"),
                arguments("{'oneOf': []}", "/oneOf", "can't tell these branches apart"),
                arguments("{'type': 'string', 'maxLenght': 3}", "/maxLenght", "A record can't express 'maxLenght'"),
                arguments("{'type': ['string', 'null']}", "", "not required, rather than null"),
                arguments("{}", "", "There is no Java type"),
                arguments("true", "", "This is not a schema with a type"),
                arguments("{'type': 'array'}", "/items", "This is not a schema with a type"),
                arguments("{'type': 'array', 'items': {'anyOf': []}}", "/items/anyOf", "can't express 'anyOf'"),
                arguments("{'type': 'object'}", "", "either a record, with properties, or a map"),
                arguments(
                        "{'type': 'object', 'properties': {}, 'additionalProperties': {'type': 'string'}}",
                        "",
                        "either a record, with properties, or a map"),
                arguments(
                        "{'type': 'object', 'properties': {}, 'additionalProperties': false}",
                        "/additionalProperties",
                        "Consumers would refuse"),
                arguments("{'type': 'object', 'properties': {}, 'required': ['a']}", "/required", "no property \"a\""),
                arguments("{'type': 'string', 'enum': ['a', 1]}", "/enum", "The value 1 is not a string"),
                arguments("{'type': 'string', 'enum': ['a-b', 'a_b']}", "/enum", "Two values are named A_B"),
                arguments("{'type': 'string', 'enum': ['?']}", "/enum", "No Java name can be made"),
                arguments("{'type': 'string', 'enum': []}", "/enum", "No value is listed"),
                arguments("{'type': 'string', 'x-extensible-enum': ['a']}", "/x-extensible-enum", "true or false"),
                arguments("{'type': 'string', 'x-extensible-enum': true}", "/x-extensible-enum", "no \"enum\" beside"),
                arguments(
                        "{'type': 'object', 'properties': {'known': {'type': 'string', 'enum': ['a'], 'x-extensible-enum': true}}}",
                        "/properties/known",
                        "has a type named Known of its own"),
                arguments("{'type': 'string', 'format': 'decimal'}", "/format", "Add a pattern"),
                arguments("{'type': 'integer', 'default': 'a'}", "/default", "\"a\" is not an integer"),
                arguments("{'type': 'integer', 'default': 1.5}", "/default", "1.5 is not an integer"),
                arguments("{'type': 'boolean', 'default': 1}", "/default", "1 is not true or false"),
                arguments("{'type': 'number', 'default': 'a'}", "/default", "\"a\" is not a number"),
                arguments("{'type': 'string', 'default': null}", "/default", "null is not a text"),
                arguments("{'type': 'string', 'format': 'date', 'default': 'soon'}", "/default", "not of this format"),
                arguments("{'type': 'string', 'enum': ['a'], 'default': 'b'}", "/default", "one of the listed values"),
                arguments(
                        "{'type': 'string', 'enum': ['a'], 'x-extensible-enum': true, 'default': 'b'}",
                        "/default",
                        "one of the listed values"),
                arguments("{'type': 'array', 'items': {'type': 'string'}, 'default': {}}", "/default", "not a list"),
                arguments(
                        "{'type': 'object', 'properties': {'a': {'type': 'string'}}, 'default': {}}",
                        "/default",
                        "No default can be given for an object"),
                arguments(
                        "{'type': 'object', 'properties': {'a': {'type': 'string', 'default': ''}, 'aOrDefault': {'type': 'string'}}}",
                        "/properties/aOrDefault",
                        "also named aOrDefault"),
                arguments("{'type': 'string', 'x-pii': 'yes'}", "/x-pii", "must be true or false"),
                arguments("{'$ref': '#'}", "/$ref", "'#' is no definition of this file"),
                arguments("{'$ref': '#/$defs/none'}", "/$ref", "'#/$defs/none' is no definition of this file"),
                arguments(
                        "{'type': 'object', 'properties': {'it': {'type': 'object', 'properties': {}}}}",
                        "/properties/it",
                        "would both be named It"),
                arguments(
                        "{'type': 'object', 'properties': {'a-b': {'type': 'string'}, 'aB': {'type': 'string'}}}",
                        "/properties/aB",
                        "also named aB in Java"),
                arguments(
                        "{'type': 'object', 'properties': {'list': {'type': 'object', 'properties': {}}}}",
                        "/properties/list",
                        "uses a type of the name List"),
                arguments(
                        "{'type': 'object', 'properties': {'orderPlacedV1': {'type': 'object', 'properties': {}}}}",
                        "/properties/orderPlacedV1",
                        "This and # would both be named OrderPlacedV1"));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void inAProperty(String schema, String pointer, String message) {
        assertRefused(withProperty(schema), "#/properties/it" + pointer, message);
    }

    @Test
    void besideAReference() {
        assertRefused(contract("""
                        {'type': 'object', 'properties': {'it': {'$ref': '#/$defs/a', 'maxLength': 3}},
                         '$defs': {'a': {'type': 'string'}}}
                        """), "#/properties/it/maxLength", "Move it into the definition");
    }

    @ParameterizedTest
    @MethodSource("branches")
    void branchesThatCannotBeToldApart(String one, String other, String pointer, String message) {
        assertRefused(contract("""
                        {'type': 'object', 'properties': {'it': {'oneOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/b'}]}},
                         '$defs': {'a': %s, 'b': %s}}
                        """.formatted(one, other)), "#/properties/it/oneOf" + pointer, message);
    }

    static Stream<Arguments> branches() {
        String card = "{'type': 'object', 'required': ['kind'], 'properties': {'kind': {'const': 'card'}}}";
        String apart = "can't tell these branches apart. Give each a required property of one name";
        return Stream.of(
                arguments(card, card, "", apart),
                arguments(card, card.replace("'required': ['kind'],", ""), "", apart),
                arguments(card, card.replace("kind", "type"), "", apart),
                arguments(card, card.replace("'card'", "1"), "", apart),
                arguments(card, card.replace("{'const': 'card'}", "{'enum': ['a', 'b']}"), "", apart),
                arguments(card, "{'type': 'string'}", "/1", "'b' is no object with properties"),
                arguments(card, "{'oneOf': [{'$ref': '#/$defs/a'}]}", "/1", "'b' is no object with properties"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'properties': {} | /properties | Beside oneOf this would hold for all branches",
                "'type': 'string' | /type       | The branches beside this are objects",
            })
    void besideBranches(String keyword, String pointer, String message) {
        assertRefused(contract("""
                        {'type': 'object', 'properties': {'it': {%s, 'oneOf': [{'$ref': '#/$defs/a'}]}},
                         '$defs': {'a': {'type': 'object', 'required': ['x'], 'properties': {'x': {'const': '1'}}}}}
                        """.formatted(keyword)), "#/properties/it" + pointer, message);
    }

    @Test
    void aBranchOfTwoThatIsToldApartByAnotherPropertyInEach() {
        assertRefused(
                contract("""
                        {'type': 'object', 'properties': {
                           'one': {'oneOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/b'}]},
                           'other': {'oneOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/c'}]}},
                         '$defs': {
                           'a': {'type': 'object', 'required': ['x', 'y'], 'properties': {'x': {'const': '1'}, 'y': {'const': '1'}}},
                           'b': {'type': 'object', 'required': ['x'], 'properties': {'x': {'const': '2'}}},
                           'c': {'type': 'object', 'required': ['y'], 'properties': {'y': {'const': '2'}}}}}
                        """),
                "#/properties/other/oneOf",
                "told apart by 'y' here, but by 'x' at #/properties/one/oneOf");
    }

    @Test
    void aDefinitionWithoutEnd() {
        assertRefused(contract("""
                        {'type': 'object', 'properties': {'it': {'$ref': '#/$defs/a'}},
                         '$defs': {'a': {'type': 'array', 'items': {'$ref': '#/$defs/a'}}}}
                        """), "#/$defs/a", "never comes to an end");
    }

    @Test
    void anEventWithoutProperties() {
        assertRefused(contract("{'type': 'string'}"), "#", "an object with properties");
        assertRefused(contract("{'type': 'object', 'not': {}}"), "#/not", "can't express 'not'");
        assertRefused(contract("{'oneOf': []}"), "#/oneOf", "one of several into a property");
    }

    @Test
    void twoEventsOfOneName() {
        String schema = "{'type': 'object', 'properties': {}}";
        List<Contract> contracts =
                List.of(contract(new EventName("a-b", "c", 1), schema), contract(new EventName("a", "b-c", 1), schema));

        assertThatThrownBy(() -> new RecordGenerator("a.b").generate(contracts))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("would both be named ABCV1");
    }

    private static void assertRefused(Contract contract, String pointer, String message) {
        assertThatThrownBy(() -> new RecordGenerator("a.b").generate(List.of(contract)))
                .isInstanceOf(ContractException.class)
                .hasMessageStartingWith(Schemas.FILE + pointer + ": ")
                .hasMessageContaining(message);
    }
}
