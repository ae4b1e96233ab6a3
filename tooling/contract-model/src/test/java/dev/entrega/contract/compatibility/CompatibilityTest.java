package dev.entrega.contract.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

    /** Each is the schema of the property {@code p}, before and after; {@code -} is none; {@code !} makes it required. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- | {'type':'string'} | property-added | INFO | #/properties/p",
                "{'oneOf':[{'type':'object','properties':{'a':{'const':1}}},{'type':'null'}]} |"
                        + " {'oneOf':[{'type':'object','properties':{'a':{'const':1},'b':{'const':2}}},{'type':'null'}]} |"
                        + " property-added | INFO | #/properties/p/oneOf/0/properties/b",
                "{'type':'string'} | - | property-removed | INFO | #/properties/p",
                "- | !{'type':'string'} | required-added | BREAKING | #/properties/p",
                "!{'type':'string'} | - | required-removed | BREAKING | #/properties/p",
                "{'type':'string'} | !{'type':'string'} | property-became-required | BREAKING | #/properties/p",
                "!{'type':'string'} | {'type':'string'} | property-became-optional | BREAKING | #/properties/p",
                "{'type':'string'} | {'type':'integer'} | type-changed | BREAKING | #/properties/p/type",
                "{'type':'integer'} | {'type':'number'} | type-changed | BREAKING | #/properties/p/type",
                "{'type':'string'} | {'type':['string','null']} | type-changed | BREAKING | #/properties/p/type",
                "{'enum':['a']} | {'enum':['a','b']} | enum-value-added | BREAKING | #/properties/p/enum",
                "{'enum':['a','b']} | {'enum':['a']} | enum-value-removed | BREAKING | #/properties/p/enum",
                "{'const':'a'} | {'enum':['a','b']} | enum-value-added | BREAKING | #/properties/p/enum",
                "{'type':'string','enum':['a'],'x-extensible-enum':true} |"
                        + " {'type':'string','enum':['a','b'],'x-extensible-enum':true} | enum-value-added | INFO |"
                        + " #/properties/p/enum",
                "{'type':'string','maxLength':5} | {'type':'string','maxLength':6} | bound-changed | BREAKING |"
                        + " #/properties/p/maxLength",
                "{'type':'string','maxLength':5} | {'type':'string'} | bound-changed | BREAKING | #/properties/p",
                "{'type':'integer','minimum':1} | {'type':'integer','minimum':2} | bound-changed | BREAKING |"
                        + " #/properties/p/minimum",
                "{'type':'string','pattern':'^[A-Z]{3}$'} | {'type':'string','pattern':'^[A-Z]{2,3}$'} |"
                        + " pattern-changed | BREAKING | #/properties/p/pattern",
                "{'type':'string'} | {'type':'string','format':'date'} | format-changed | BREAKING |"
                        + " #/properties/p/format",
                "{'type':'array','items':{'type':'string'}} | {'type':'array','items':{'type':'integer'}} |"
                        + " type-changed | BREAKING | #/properties/p/items/type",
                "{'type':'array','items':{'type':'string'}} |"
                        + " {'type':'array','items':{'type':'string'},'uniqueItems':true} | items-changed | BREAKING |"
                        + " #/properties/p/uniqueItems",
                "{'type':'object','additionalProperties':{'type':'string'}} |"
                        + " {'type':'object','additionalProperties':{'type':'integer'}} | type-changed | BREAKING |"
                        + " #/properties/p/additionalProperties/type",
                "{'oneOf':[{'type':'string'},{'type':'array'}]} |"
                        + " {'oneOf':[{'type':'string'},{'type':'array'},{'type':'object'}]} | type-changed | BREAKING |"
                        + " #/properties/p/oneOf/2/type",
                "{'type':'object','properties':{'a':{}}} |"
                        + " {'type':'object','properties':{'a':{}},'dependentRequired':{'a':['b']}} |"
                        + " required-added | BREAKING | #/properties/p/properties/b",
                "{'type':'object','properties':{'a':{},'b':{}}} |"
                        + " {'type':'object','properties':{'a':{},'b':{}},'dependentSchemas':{'a':{'required':['b']}}} |"
                        + " property-became-required | BREAKING | #/properties/p/properties/b",
                "{'type':'object','properties':{'a':{}},'allOf':[{'properties':{'b':{}}}]} |"
                        + " {'type':'object','properties':{'a':{}},'allOf':[{}],'unevaluatedProperties':false} |"
                        + " property-removed | BREAKING | #/properties/p/properties/b",
                "{'type':'object','anyOf':[{'properties':{'a':{}}},{'properties':{'b':{}}}]} |"
                        + " {'type':'object','anyOf':[{'properties':{'a':{}}},{'properties':{'b':{}}}],'maxProperties':1} |"
                        + " bound-changed | BREAKING | #/properties/p/maxProperties",
                "{'type':'array','contains':{'const':1}} | {'type':'array','contains':{'const':1},'minContains':2} |"
                        + " items-changed | BREAKING | #/properties/p/contains",
                "{'not':{'type':'string'}} | {'not':{'type':'integer'}} | branch-removed | BREAKING |"
                        + " #/properties/p/not",
                "{'type':'string','maxLength':6,'not':{'minLength':6}} |"
                        + " {'type':'string','maxLength':5,'not':{'minLength':6}} | not-comparable | UNDECIDED |"
                        + " #/properties/p/maxLength",
                "{'type':'string','pattern':'^(?=a)'} | {'type':'string','pattern':'^(?=a)b?'} | not-comparable |"
                        + " UNDECIDED | #/properties/p/pattern",
            })
    void namesTheChange(String before, String after, String rule, Severity severity, String pointer) throws Exception {
        List<Change> changes = Compatibility.compare(contract(before), contract(after));

        assertThat(changes).anySatisfy(change -> {
            assertThat(change.rule().id()).isEqualTo(rule);
            assertThat(change.severity()).isEqualTo(severity);
            assertThat(pointer).isEqualTo(change.pointer());
            assertThat(change.why()).isNotBlank();
            assertThat(change.witness() != null).isEqualTo(severity == Severity.BREAKING);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'integer'} | {'type':'number','multipleOf':1}",
                "{'const':'a'} | {'enum':['a']}",
                "{'type':'object','properties':{'a':{},'b':{}},'dependentRequired':{'a':['b']}} |"
                        + " {'type':'object','properties':{'a':{},'b':{}},'dependentSchemas':{'a':{'required':['b']}}}",
                "{'enum':[1,2,3]} | {'type':'integer','minimum':1,'maximum':3}",
                "{'enum':[1]} | {'enum':[1.0]}",
                "{'type':['string','null']} | {'anyOf':[{'type':'null'},{'type':'string'}]}",
                "{'type':'string'} | {'allOf':[{'type':'string'},{'minLength':0}]}",
                "{'type':'boolean'} | {'enum':[false,true]}",
                "{'type':'integer','exclusiveMinimum':0} | {'type':'integer','minimum':1}",
                "{'type':'string','description':'a'} | {'type':'string','description':'b','title':'c'}",
                "{'type':'string','pattern':'^(ab?)$'} | {'type':'string','pattern':'^ab{0,1}$'}",
                "{'not':{'type':'string'}} | {'not':{'type':'string','description':'b'}}",
                "{'type':'object','required':['kind'],'properties':{'kind':{'enum':['a','b']}}} |"
                        + " {'oneOf':[{'type':'object','required':['kind'],'properties':{'kind':{'const':'b'}}},"
                        + "{'type':'object','required':['kind'],'properties':{'kind':{'const':'a'}}}]}",
            })
    void whatIsOnlyWrittenDifferentlyIsNoChange(String before, String after) throws Exception {
        assertThat(Compatibility.compare(contract(before), contract(after)))
                .filteredOn(change -> change.severity() != Severity.INFO)
                .isEmpty();
    }

    @Test
    void findsEveryPlace() throws Exception {
        var changes = Compatibility.compare(
                json("{'properties':{'a':{'type':'string'},'b':{'items':{'type':'integer','maximum':9}}}}"),
                json("{'properties':{'a':{'type':'integer'},'b':{'items':{'type':'integer','maximum':8}}}}"));

        assertThat(changes).extracting(Change::pointer).contains("#/properties/a/type", "#/properties/b/items/maximum");
    }

    @Test
    void aReferenceIsWhatItRefersTo() throws Exception {
        JsonNode inline = json("{'properties':{'a':{'type':'object','properties':{'x':{'type':'string'}}}}}");
        JsonNode referring = json("{'properties':{'a':{'$ref':'#/$defs/n'}},"
                + "'$defs':{'n':{'type':'object','properties':{'x':{'type':'string'}}}}}");

        assertThat(Compatibility.compare(inline, referring)).isEmpty();
    }

    @Test
    void comparesRecursiveSchemasAndFindsWhatIsDeepInside() throws Exception {
        String tree = "{'$ref':'#/$defs/t','$defs':{'t':{'type':'object','properties':{'v':{'type':'%s'},"
                + "'next':{'$ref':'#/$defs/t'},'all':{'type':'array','items':{'$ref':'#/$defs/t'}}}}}}";

        assertThat(Compatibility.compare(json(tree.formatted("string")), json(tree.formatted("string") + " ")))
                .isEmpty();
        assertThat(Compatibility.compare(json(tree.formatted("string")), json(tree.formatted("integer"))))
                .singleElement()
                .satisfies(change -> assertThat(change.pointer()).isEqualTo("#/$defs/t/properties/v/type"));
    }

    @Test
    void whatCanNotBeReadOrIsTooLargeIsUndecidedAndNeverAnError() throws Exception {
        StringBuilder many = new StringBuilder("{'allOf':[");
        for (int i = 0; i < 12; i++) {
            many.append(i == 0 ? "" : ",")
                    .append("{'anyOf':[{'required':['a%d']},{'required':['b%d']}]}".formatted(i, i));
        }
        String deep = "{'properties':{'a':".repeat(150) + "{'type':'string'}" + "}}".repeat(150);
        for (String after :
                List.of(many + "]}", "{'$ref':'#/$defs/x'}", "{'$ref':'#'}", "{'type':'string','pattern':'['}", deep)) {
            assertThat(Compatibility.compare(json(deep.replace("string", "integer")), json(after)))
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(change.severity()).isNotEqualTo(Severity.BREAKING));
        }
    }

    private static JsonNode contract(String property) throws Exception {
        if (property.equals("-")) {
            return json("{'type':'object','properties':{}}");
        }
        boolean required = property.startsWith("!");
        return json("{'type':'object','properties':{'p':" + property.substring(required ? 1 : 0) + "}"
                + (required ? ",'required':['p']" : "") + "}");
    }

    private static JsonNode json(String text) throws Exception {
        return new JsonMapper().readTree(text.replace('\'', '"'));
    }
}
