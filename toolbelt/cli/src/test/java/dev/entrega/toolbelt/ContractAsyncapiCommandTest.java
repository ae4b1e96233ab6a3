package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Lanes.LaneQueue;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.topology.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractAsyncapiCommandTest {

    @TempDir
    Path folder;

    private Shop shop;
    private Terminal terminal;

    @BeforeEach
    void openShop() throws IOException {
        shop = new Shop(folder);
        terminal = shop.terminal;
    }

    @Test
    void tellsOfTheWholeSystemWithWhoPublishesAndHandles() throws Exception {
        var result = terminal.run("contract", "asyncapi");

        assertThat(result.exitCode()).isZero();
        JsonNode document = new YAMLMapper().readTree(result.out());
        assertThat(document.path("asyncapi").asText()).isEqualTo("3.1.0");
        assertThat(document.at("/info/title").asText()).isEqualTo("shop");
        assertThat(document.path("channels").size()).isEqualTo(3);
        assertThat(document.path("operations").fieldNames())
                .toIterable()
                .containsExactly(
                        "orders-api.publish.order.placed.v1",
                        "orders-api.publish.order.placed.v2",
                        "stock-service.publish.stock.reserved.v1",
                        "stock-service.reserve-stock.order.placed.v1",
                        "stock-service.reserve-stock.order.placed.v2");
        assertThat(result.err()).contains("3 channels, 5 operations");
    }

    @Test
    void aServicesDocumentHasWhatItPublishesAndHandlesAndNothingElse() throws Exception {
        JsonNode document = json(terminal.run("contract", "asyncapi", "orders-api", "--json"));

        assertThat(document.at("/info/title").asText()).isEqualTo("orders-api");
        assertThat(document.path("channels").size()).isEqualTo(2);
        assertThat(document.path("operations").size()).isEqualTo(2);
    }

    @Test
    void namesAreThoseThatTheServicesUse() throws Exception {
        JsonNode document = json(terminal.run("contract", "asyncapi", "--json"));
        var names = new Names(new Service("stock-service", "prod"));

        assertThat(in("prod", document.at("/channels/order.placed.v2/address")))
                .isEqualTo(names.topic("order.placed.v2"));
        JsonNode bindings = document.at("/components/operationBindings/stock-service");
        assertThat(in("prod", bindings.at("/sns/consumers/0/endpoint/name"))).isEqualTo(names.queue());
        assertThat(in("prod", bindings.at("/sns/consumers/0/redrivePolicy/deadLetterQueue/name")))
                .isEqualTo(names.undeliveredQueue());
        assertThat(bindings.at("/sqs/queues").findValuesAsText("name").stream()
                        .map(name -> name.replace("{env}", "prod")))
                .containsExactly(names.queue(), names.deadLetterQueue(), names.undeliveredQueue());
    }

    @Test
    void anOrderedNounsNamesAreThoseThatTheServicesUse() throws Exception {
        var shop = new Shop(folder)
                .contract(
                        "price/changed",
                        1,
                        "Another price.",
                        "\"old\": {\"description\": \"x\", \"type\": \"integer\"}");
        shop.repository.write(
                Shop.CONTRACTS + "price/noun.yaml", "{owner: prices, description: A price., ordered: true}");
        terminal.service("stock-service", """
            {"service":"stock-service","environment":"ENV","publishes":[],
             "handlers":[{"name":"revalue","type":"price.changed.v1","topic":"ENV_price.fifo","className":"x.Y"}],
             "queue":null,"database":true,"settings":[]}""");
        JsonNode document = json(terminal.run("contract", "asyncapi", "--json"));
        var type = new EventType<>("price", "changed", 1, true, EventData.class);
        var names = new Names(new Service("stock-service", "prod"));
        var queue = names.of(new LaneQueue(Lanes.MAIN, true, Set.of(type)));

        assertThat(in("prod", document.at("/channels/price.changed.v1/address")))
                .isEqualTo(names.topic(type));
        assertThat(document.at("/channels/price.changed.v1/bindings/sns/ordering/type")
                        .asText())
                .isEqualTo("FIFO");
        JsonNode bindings = document.at("/components/operationBindings/stock-service.ordered");
        assertThat(in("prod", bindings.at("/sns/consumers/0/endpoint/name"))).isEqualTo(queue.queue());
        assertThat(bindings.at("/sqs/queues").findValuesAsText("name").stream()
                        .map(name -> name.replace("{env}", "prod")))
                .containsExactly(queue.queue(), queue.deadLetterQueue(), queue.undeliveredQueue());
        assertThat(document.at("/operations/stock-service.revalue.price.changed.v1/bindings/$ref")
                        .asText())
                .isEqualTo("#/components/operationBindings/stock-service.ordered");
    }

    @Test
    void theSameInEveryEnvironment() {
        String here = terminal.run("contract", "asyncapi").out();

        assertThat(terminal.run("contract", "asyncapi", "--env", "other").out()).isEqualTo(here);
    }

    @Test
    void contractsAreEnoughWhereThereAreNoServices() throws Exception {
        Path contracts = folder.resolve(Shop.CONTRACTS);
        var elsewhere = Terminal.withVariables(Files.createTempDirectory("elsewhere"));

        var result = elsewhere.run("contract", "asyncapi", "--dir", contracts.toString(), "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(json(result).path("operations").isEmpty()).isTrue();
        assertThat(result.err()).contains("no services are found from here");
        assertThat(json(terminal.run("contract", "asyncapi", "--contracts-only", "--json"))
                        .path("operations")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aServiceThatIsNotBuiltIsNamedAndTheDocumentSaidToBeInPart() throws Exception {
        Files.delete(folder.resolve("services/stock-service/describe.json"));

        var result = terminal.run("contract", "asyncapi", "--json");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(json(result).path("operations").size()).isEqualTo(2);
        assertThat(result.err())
                .contains("not known: stock-service", "mvn package", "--contracts-only")
                .doesNotContain("\tat ");
        assertThat(terminal.run("contract", "asyncapi", "orders-api").exitCode())
                .as("of another service")
                .isZero();
        var own = terminal.run("contract", "asyncapi", "stock-service");
        assertThat(own.exitCode()).isEqualTo(3);
        assertThat(own.err()).contains("stock-service", "mvn package").doesNotContain("\tat ");
    }

    @Test
    void aServiceThatIsNotThereIsNotFound() {
        var result = terminal.run("contract", "asyncapi", "stok-service");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .contains("stok-service", "orders-api, stock-service")
                .doesNotContain("\tat ");
        assertThat(terminal.run("contract", "asyncapi", "stock-service", "--contracts-only")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void aTypeWithoutAContractIsLeftOutAndSaid() throws Exception {
        Files.delete(folder.resolve(Shop.CONTRACTS + "stock/reserved/v1.schema.json"));

        var result = terminal.run("contract", "asyncapi", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(json(result).path("operations").size()).isEqualTo(4);
        assertThat(result.err()).contains("left out", "stock.reserved.v1");
    }

    @Test
    void contractsThatCantBeReadAreAUsageErrorWithTheirLine() throws Exception {
        shop.repository.write(Shop.CONTRACTS + "order/placed/v1.schema.json", "{\n\"a\": }");
        var broken = terminal.run("contract", "asyncapi");
        shop.contract("order/placed", 1, "An order.", "\"a\": {\"$ref\": \"#/$defs/nothing\"}");
        var nowhere = terminal.run("contract", "asyncapi");

        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("v1.schema.json:2").doesNotContain("\tat ");
        assertThat(nowhere.exitCode()).isEqualTo(2);
        assertThat(nowhere.err()).contains("v1.schema.json", "#/$defs/nothing").doesNotContain("\tat ");
    }

    @Test
    void writesAFileAndWritesItAgain() throws Exception {
        Path file = folder.resolve("target/shop.json");

        var result = terminal.run("contract", "asyncapi", "--out", "target/shop.json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        String first = Files.readString(file);
        assertThat(new JsonMapper().readTree(first).path("asyncapi").asText()).isEqualTo("3.1.0");
        assertThat(terminal.run("contract", "asyncapi", "--out", "target/shop.json")
                        .exitCode())
                .isZero();
        assertThat(file).hasContent(first);
        assertThat(terminal.run(
                                "contract",
                                "asyncapi",
                                "--out",
                                "target/shop.json",
                                "--format",
                                "yaml",
                                "--release",
                                "7")
                        .exitCode())
                .isZero();
        assertThat(file).content().startsWith("asyncapi:").contains("version: \"7\"");
    }

    @Test
    void whatIsNoSuchDocumentIsNotOverwritten() throws Exception {
        Files.writeString(folder.resolve("notes.yaml"), "mine: true");

        var foreign = terminal.run("contract", "asyncapi", "--out", "notes.yaml");
        var place = terminal.run("contract", "asyncapi", "--out", "services");
        var below = terminal.run("contract", "asyncapi", "--out", "notes.yaml/asyncapi.yaml");

        assertThat(foreign.exitCode()).isEqualTo(4);
        assertThat(foreign.err()).contains("notes.yaml").doesNotContain("\tat ");
        assertThat(folder.resolve("notes.yaml")).hasContent("mine: true");
        assertThat(place.exitCode()).isEqualTo(4);
        assertThat(below.exitCode()).isEqualTo(4);
        assertThat(below.err()).doesNotContain("\tat ");
        assertThat(terminal.run("contract", "asyncapi", "--out", Shop.CONTRACTS + "asyncapi.yaml")
                        .exitCode())
                .isEqualTo(4);
    }

    private static String in(String environment, JsonNode name) {
        return name.asText().replace("{env}", environment);
    }

    private static JsonNode json(Terminal.Result result) throws IOException {
        return new JsonMapper().readTree(result.out());
    }
}
