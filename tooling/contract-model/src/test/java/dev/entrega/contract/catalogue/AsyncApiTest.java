package dev.entrega.contract.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.catalogue.Participant.Handling;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

    private final Catalogue marketplace = Marketplace.catalogue();

    @Test
    void eachContractIsAChannelAtItsTopicWithOneMessage() {
        JsonNode channel = document().at("/channels/order.placed.v1");

        assertThat(channel.path("address").asText()).isEqualTo("{env}_order_placed_v1");
        assertThat(channel.path("messages").properties()).hasSize(1);
        assertThat(channel.at("/bindings/sns/name").asText()).isEqualTo("{env}_order_placed_v1");
        assertThat(document().path("channels").properties())
                .hasSize(marketplace.contracts().size());
    }

    @Test
    void whoPublishesSendsAndEachHandlerReceivesByItsName() {
        JsonNode operations = document().path("operations");

        assertThat(operations.fieldNames())
                .toIterable()
                .containsExactly(
                        "orders-api.publish.order.placed.v1",
                        "orders-api.publish.order.placed.v2",
                        "orders-api.confirm-order.stock.reserved.v1",
                        "stock-service.publish.stock.reserved.v1",
                        "stock-service.reserve-stock.order.placed.v1",
                        "stock-service.reserve-stock.order.placed.v2");
        assertThat(operations
                        .at("/stock-service.reserve-stock.order.placed.v1/action")
                        .asText())
                .isEqualTo("receive");
        assertThat(operations
                        .path("stock-service.reserve-stock.order.placed.v2")
                        .path("x-reads"))
                .hasToString("[\"/lines/*/sku\"]");
        assertThat(operations
                        .path("stock-service.reserve-stock.order.placed.v1")
                        .has("x-reads"))
                .as("one that doesn't say what it reads")
                .isFalse();
        assertThat(document()
                        .at("/components/operationBindings/stock-service/sqs/queues/0/name")
                        .asText())
                .isEqualTo("{env}_stock-service");
    }

    @Test
    void aServiceHasADocumentOfItsOwn() {
        ObjectNode document = AsyncApi.document(marketplace.of("stock-service"));

        assertThat(document.at("/info/title").asText()).isEqualTo("stock-service");
        assertThat(document.path("channels").fieldNames())
                .toIterable()
                .containsExactly("order.placed.v1", "order.placed.v2", "stock.reserved.v1");
        assertThat(document.path("operations").fieldNames())
                .toIterable()
                .allMatch(name -> name.startsWith("stock-service."));
        assertThatThrownBy(() -> marketplace.of("stok-service"))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("[orders-api, stock-service]");
    }

    @Test
    void contractsAloneGiveChannelsAndMessagesWithoutOperations() {
        ObjectNode document = AsyncApi.document(new Catalogue("x", marketplace.contracts(), List.of()));

        assertThat(document.path("operations").isEmpty()).isTrue();
        assertThat(document.path("channels").isEmpty()).isFalse();
    }

    @Test
    void anOlderVersionNamesTheOneThatSupersedesIt() {
        JsonNode messages = document().at("/components/messages");

        assertThat(messages.at("/order.placed.v1/x-superseded-by").asText()).isEqualTo("order.placed.v2");
        assertThat(messages.path("order.placed.v2").has("x-superseded-by")).isFalse();
        assertThat(messages.at("/order.placed.v1/x-owner").asText()).isEqualTo("orders");
        assertThat(document().at("/info/contact/name").asText()).isEqualTo("orders, settlement, stock");
    }

    @Test
    void aMessageSaysWhichServicesMayPublishIt() throws IOException {
        JsonNode message = document().at("/components/messages/order.placed.v2");
        JsonNode open = AsyncApi.document(new Catalogue("x", List.of(contract("{}")), List.of()))
                .at("/components/messages/a.b.v1");

        assertThat(message.path("x-publishers")).hasToString("[\"orders-api\",\"marketplace-webhook\"]");
        assertThat(open.has("x-publishers")).isFalse();
    }

    @Test
    void whatIsDeprecatedHasATag() throws IOException {
        Contract old = contract("{\"deprecated\": true, \"properties\": {\"a\": {\"deprecated\": true}}}");
        ObjectNode document = AsyncApi.document(new Catalogue("x", List.of(old), List.of()));

        assertThat(document.at("/components/messages/a.b.v1/tags").findValuesAsText("name"))
                .containsExactly("a", "deprecated");
        assertThat(document.at("/components/schemas/a.b.v1/schema/properties/a/deprecated")
                        .asBoolean())
                .isTrue();
        assertThat(document().at("/components/messages/order.placed.v1/tags").findValuesAsText("name"))
                .containsExactly("order", "owner:orders");
    }

    @Test
    void referencesLeadSomewhereInTheDocument() {
        ObjectNode document = document();

        assertThat(document.findValuesAsText("$ref"))
                .contains("#/components/schemas/order.placed.v1/schema/$defs/money")
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void examplesKeepToThePayloadThatTheyShow() {
        ObjectNode document = document();
        var whole = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
        List<String> refused = new ArrayList<>();
        int seen = 0;
        for (var message : document.at("/components/messages").properties()) {
            var payload = whole.getRefSchema(
                    SchemaLocation.Fragment.of("#/components/messages/" + message.getKey() + "/payload/schema"));
            for (JsonNode example : message.getValue().path("examples")) {
                seen++;
                payload.validate(example.path("payload"), context -> {})
                        .forEach(error -> refused.add(error.toString()));
                assertThat(payload.validate(
                                ((ObjectNode) example.path("payload").deepCopy()).put("type", "x"), context -> {}))
                        .isNotEmpty();
            }
        }
        assertThat(refused).isEmpty();
        assertThat(seen).isGreaterThan(10);
    }

    @Test
    void theSameCatalogueGivesTheSameDocumentAndAnotherOneAnotherVersion() {
        List<Contract> turned = new ArrayList<>(marketplace.contracts());
        Collections.reverse(turned);
        List<Participant> services = new ArrayList<>(marketplace.services());
        Collections.reverse(services);

        assertThat(AsyncApi.yaml(AsyncApi.document(new Catalogue("marketplace", turned, services))))
                .isEqualTo(AsyncApi.yaml(document()))
                .doesNotContain("\r");
        assertThat(AsyncApi.document(new Catalogue("marketplace", turned.subList(1, 3), services))
                        .at("/info/version"))
                .isNotEqualTo(document().at("/info/version"));
        assertThat(AsyncApi.document(marketplace, "1.4.0").at("/info/version").asText())
                .isEqualTo("1.4.0");
    }

    @Test
    void yamlAndJsonSayTheSame() throws IOException {
        assertThat(new YAMLMapper().readTree(AsyncApi.yaml(document())))
                .hasToString(
                        new JsonMapper().readTree(AsyncApi.json(document())).toString());
    }

    @Test
    void whatIsNoReferenceStaysAsItIs() throws IOException {
        JsonNode schema = embedded("""
                {"$schema": "s", "$id": "urn:x",
                 "properties": {"const": {"$ref": "#/$defs/a"}, "$ref": {"type": "string"}},
                 "items": [{"$ref": "#"}],
                 "const": {"$ref": "#/a"},
                 "$defs": {"a": {"enum": [{"$ref": "#/b"}]}}}""");

        assertThat(schema).isEqualTo(new JsonMapper().readTree("""
                {"properties": {"const": {"$ref": "#/components/schemas/a.b.v1/schema/$defs/a"}, "$ref": {"type": "string"}},
                 "items": [{"$ref": "#/components/schemas/a.b.v1/schema"}],
                 "const": {"$ref": "#/a"},
                 "$defs": {"a": {"enum": [{"$ref": "#/b"}]}}}"""));
    }

    @Test
    void aReferenceThatLeadsNowhereIsRefusedWithItsFile() {
        for (String reference : List.of("#/$defs/b", "#anchor", "#/%zz", "other.json")) {
            assertThatThrownBy(() -> embedded("{\"$ref\": \"" + reference + "\"}"))
                    .as(reference)
                    .isInstanceOf(ContractException.class)
                    .hasMessageContainingAll("v1.schema.json", reference);
        }
    }

    @Test
    void typesWithoutAContractAreNamedAndGetNoOperation() {
        EventName price = new EventName("price", "changed", 1);
        Catalogue catalogue = new Catalogue(
                "x", List.of(), List.of(new Participant("s", List.of(price), List.of(new Handling("h", price, null)))));

        assertThat(catalogue.foreign()).containsExactly(price);
        assertThat(AsyncApi.document(catalogue).path("operations").isEmpty()).isTrue();
    }

    private ObjectNode document() {
        return AsyncApi.document(marketplace);
    }

    private static JsonNode embedded(String schema) throws IOException {
        return AsyncApi.document(new Catalogue("x", List.of(contract(schema)), List.of()))
                .at("/components/schemas/a.b.v1/schema");
    }

    private static Contract contract(String schema) throws IOException {
        return new Contract(
                new Noun("a", "", "", false),
                new EventName("a", "b", 1),
                Path.of("v1.schema.json"),
                new JsonMapper().readTree(schema),
                List.of());
    }
}
