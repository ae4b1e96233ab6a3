package dev.entrega.contract.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents held against AsyncAPI's official parser, {@code @asyncapi/parser}. */
class OfficialParserTest {

    @Test
    void theWholeSystemsDocumentIsOneToTheOfficialParser() throws Exception {
        JsonNode said = NodeParser.check(AsyncApi.yaml(AsyncApi.document(Marketplace.catalogue())));

        assertThat(said.path("diagnostics")).isEmpty();
        assertThat(said.path("version").asText()).isEqualTo("3.1.0");
        assertThat(said.path("channels").toString()).contains("\"{env}_order_placed_v2\"");
        assertThat(said.path("sends")).hasSize(3);
        assertThat(said.path("receives")).hasSize(3);
        assertThat(said.path("messages"))
                .hasSize(Marketplace.catalogue().contracts().size());
        assertThat(said.path("refused")).isEmpty();
        assertThat(said.path("schemas").toString())
                .contains("components/schemas/order.placed.v2/schema", "components/schemas/cloudevent/schema");
    }

    @Test
    void soIsAServicesAndTheOneOfContractsAlone() throws Exception {
        Catalogue marketplace = Marketplace.catalogue();
        for (Catalogue catalogue : List.of(
                marketplace.of("stock-service"),
                new Catalogue("x", marketplace.contracts(), List.of()),
                new Catalogue("empty", List.of(), List.of()))) {
            assertThat(NodeParser.check(AsyncApi.json(AsyncApi.document(catalogue)))
                            .path("diagnostics"))
                    .as(catalogue.title())
                    .isEmpty();
        }
    }

    @Test
    void theOfficialParserFindsWhatIsWrong() throws Exception {
        ObjectNode lost = AsyncApi.document(Marketplace.catalogue());
        ((ObjectNode) lost.at("/components/schemas/order.placed.v1/schema/properties/total")).put("$ref", "#/gone");
        ObjectNode wrong = AsyncApi.document(Marketplace.catalogue());
        ((ObjectNode) wrong.at("/channels/stock.reserved.v1/parameters")).putObject("other");
        ((ObjectNode) wrong.at("/operations/stock-service.publish.stock.reserved.v1/messages/0"))
                .put("$ref", "#/channels/order.placed.v1/messages/order.placed.v1");
        ObjectNode binding = AsyncApi.document(Marketplace.catalogue());
        ((ObjectNode) binding.at("/components/operationBindings/stock-service/sqs")).put("bindingVersion", "0.3.0");
        ObjectNode schema = AsyncApi.document(Marketplace.catalogue());
        ((ObjectNode) schema.at("/components/schemas/stock.reserved.v1/schema")).put("properties", 1);

        assertThat(codes(lost)).contains("invalid-ref");
        assertThat(codes(wrong))
                .contains("asyncapi3-channel-parameters", "asyncapi3-operation-messages-from-referred-channel");
        assertThat(codes(binding)).contains("asyncapi-document-resolved");
        assertThat(NodeParser.check(AsyncApi.yaml(schema)).path("refused").toString())
                .contains("components/schemas/stock.reserved.v1/schema", "must be object");
    }

    private static List<String> codes(ObjectNode document) throws Exception {
        return NodeParser.check(AsyncApi.yaml(document)).path("diagnostics").findValuesAsText("code");
    }
}
