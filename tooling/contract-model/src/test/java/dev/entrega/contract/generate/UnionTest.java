package dev.entrega.contract.generate;

import static dev.entrega.contract.generate.Schemas.contract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import dev.entrega.contract.model.Contract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A oneOf over definitions that a property tells apart. */
class UnionTest {

    private static final String BRANCHES = """
            'card': {'type': 'object', 'required': ['kind', 'last4'], 'properties': {
               'kind': {'type': 'string', 'const': 'card'}, 'last4': {'type': 'string', 'x-pii': true}}},
            'invoice': {'type': 'object', 'required': ['days', 'kind'], 'properties': {
               'days': {'type': 'integer'}, 'kind': {'enum': ['on-invoice']}}},
            'cash': {'type': 'object', 'required': ['kind'], 'properties': {'kind': {'const': 'cash'}}}
            """;

    private static final Contract PAID = contract("""
            {'type': 'object', 'properties': {
               'payment': {'$ref': '#/$defs/payment'},
               'others': {'type': 'array', 'items': {'$ref': '#/$defs/payment'}},
               'byShop': {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/payment'}},
               'lastCard': {'$ref': '#/$defs/card'}},
             '$defs': {
               'payment': {'description': 'How it was paid.', 'oneOf': [
                  {'$ref': '#/$defs/card'}, {'$ref': '#/$defs/invoice'}, {'$ref': '#/$defs/cash'}]},
            """ + BRANCHES + "}}");

    @TempDir
    Path folder;

    @Test
    void eachBranchIsReadAsItsRecordAndWrittenAsItCame() throws Exception {
        CompiledRecord record = CompiledRecord.of(PAID, folder);

        String json =
                "{'payment':{'kind':'card','last4':'1234'},'others':[{'kind':'on-invoice','days':30},{'kind':'cash'}],"
                        + "'byShop':{'b':{'kind':'cash'},'a':{'kind':'card','last4':'9'}},'lastCard':{'kind':'card','last4':'1'}}";
        assertThat(record.roundTrip(json)).isEqualTo(json);
        assertThat(record.read(json).toString())
                .contains("payment=Card[last4=***]", "others=[Invoice[days=30], Cash[]]", "lastCard=Card[last4=***]");
    }

    @Test
    void theOrderOnTheWireDoesNotMatter() throws Exception {
        CompiledRecord record = CompiledRecord.of(PAID, folder);

        assertThat(record.read("{'payment':{'new':[],'days':30,'kind':'on-invoice'}}"))
                .isEqualTo(record.read("{'payment':{'kind':'on-invoice','days':30}}"));
    }

    @Test
    void aSwitchOverItIsCompleteWithoutDefault() throws Exception {
        CompiledRecord record = CompiledRecord.of(PAID, folder, Map.of("Reader", """
                public final class Reader {
                    public static String of(OrderPlacedV1 order) {
                        return switch (order.payment()) {
                            case OrderPlacedV1.Card card -> "card " + card.last4();
                            case OrderPlacedV1.Invoice(long days) -> days + " days";
                            case OrderPlacedV1.Cash() -> "cash";
                        };
                    }
                }
                """));

        assertThat(record.call("Reader", record.read("{'payment':{'kind':'card','last4':'1234'}}")))
                .isEqualTo("card 1234");
        assertThat(record.call("Reader", record.read("{'payment':{'kind':'on-invoice','days':30}}")))
                .isEqualTo("30 days");
    }

    @Test
    void aBranchThatIsNotInTheContractIsRefused() throws Exception {
        CompiledRecord record = CompiledRecord.of(PAID, folder);

        assertThatThrownBy(() -> record.read("{'payment':{'kind':'barter'}}"))
                .isInstanceOf(InvalidTypeIdException.class)
                .hasMessageContaining("'barter'");
        assertThatThrownBy(() -> record.read("{'payment':{'days':3}}")).isInstanceOf(InvalidTypeIdException.class);
        assertThatThrownBy(() -> record.read("{'lastCard':{'kind':'cash'}}"))
                .isInstanceOf(InvalidTypeIdException.class);
    }

    @Test
    void aRecordMayBeABranchOfSeveral() throws Exception {
        CompiledRecord record = CompiledRecord.of(contract("""
                        {'type': 'object', 'properties': {
                           'paid': {'oneOf': [{'$ref': '#/$defs/card'}, {'$ref': '#/$defs/invoice'}]},
                           'refunded': {'type': 'object', 'oneOf': [{'$ref': '#/$defs/cash'}, {'$ref': '#/$defs/card'}]}},
                         '$defs': {""" + BRANCHES + "}}"), folder);

        String json = "{'paid':{'kind':'card','last4':'1'},'refunded':{'kind':'card','last4':'2'}}";
        assertThat(record.roundTrip(json)).isEqualTo(json);
        assertThat(record.roundTrip("{'refunded':{'kind':'cash'}}")).isEqualTo("{'refunded':{'kind':'cash'}}");
        assertThatThrownBy(() -> record.read("{'paid':{'kind':'cash'}}")).isInstanceOf(InvalidTypeIdException.class);
    }

    @Test
    void aBranchMayHoldWhatItIsABranchOf() throws Exception {
        CompiledRecord record = CompiledRecord.of(contract("""
                        {'type': 'object', 'properties': {'rule': {'$ref': '#/$defs/rule'}},
                         '$defs': {
                           'rule': {'oneOf': [{'$ref': '#/$defs/all'}, {'$ref': '#/$defs/price'}]},
                           'all': {'type': 'object', 'required': ['op', 'of'], 'properties': {
                              'op': {'const': 'all'}, 'of': {'type': 'array', 'items': {'$ref': '#/$defs/rule'}}}},
                           'price': {'type': 'object', 'required': ['op', 'least'], 'properties': {
                              'op': {'const': 'price'}, 'least': {'type': 'integer'}}}}}
                        """), folder);

        String json = "{'rule':{'op':'all','of':[{'op':'price','least':3},{'op':'all','of':[]}]}}";
        assertThat(record.roundTrip(json)).isEqualTo(json);
    }
}
