package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.aws.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyCommandTest {
    static final String STOCK = """
        {"service":"stock-service","environment":"ENV",
         "publishes":[{"type":"stock.reserved.v1","topic":"ENV_stock_reserved_v1"}],
         "handlers":[{"name":"reserve-stock","type":"order.placed.v1","topic":"ENV_order_placed_v1","className":"x.Y"}],
         "queue":{"name":"ENV_stock-service","deadLetterQueue":"ENV_stock-service_dlq",
                  "undeliveredQueue":"ENV_stock-service_undelivered","visibility":"PT30S"},
         "database":true,
         "settings":[{"name":"entrega.consumer.concurrency","value":"10","origin":"default"}]}""";

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private Terminal terminal;

    @BeforeEach
    void openTerminal() throws IOException {
        terminal = Terminal.withVariables(folder);
        terminal.service("stock-service", STOCK);
    }

    @Test
    void planNamesWhatIsMissingAndChangesNothing() {
        var result = terminal.run("topology", "plan");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains(
                        "stock-service: create topic " + terminal.name("order_placed_v1"),
                        "stock-service: create queue " + terminal.name("stock-service"),
                        "stock-service: subscribe " + terminal.name("stock-service") + " to "
                                + terminal.name("order_placed_v1"));
        assertThat(cloud.operations().queues(terminal.name(""))).isEmpty();
    }

    @Test
    void whatHasNoReleaseProcessDeclaresNothingAndIsInNobodysWay() throws IOException {
        Files.createDirectories(folder.resolve("services/load"));
        Files.writeString(folder.resolve("services/load/Procfile"), "traffic: true\n");

        assertThat(terminal.run("topology", "plan").exitCode()).isZero();
        assertThat(terminal.run("topology", "apply", "--yes").exitCode()).isZero();
        assertThat(terminal.run("service", "describe").exitCode()).isZero();
        assertThat(terminal.run("doctor").out()).doesNotContain("what load declares");
    }

    @Test
    void whatServicesAreSetToInTheEnvironmentIsWhatIsDeclared() throws IOException {
        Files.writeString(folder.resolve("services/stock-service/describe.sh"), """
            sed "s/PT30S/$ENTREGA_QUEUE_VISIBILITY/" services/stock-service/describe.json
            """);
        Files.writeString(
                folder.resolve("services/stock-service/Procfile"),
                "worker: false\nrelease: sh services/stock-service/describe.sh release\n");
        Files.writeString(
                folder.resolve("environments.yml"),
                terminal.environment + ": {region: eu-central-1, settings: {ENTREGA_QUEUE_VISIBILITY: PT2M}}\n");

        assertThat(terminal.run("service", "describe", "stock-service", "--json")
                        .out())
                .contains("\"visibility\":\"PT2M\"");
    }

    @Test
    void checkExitsWith1UntilAllIsThere() {
        assertThat(terminal.run("topology", "check").exitCode()).isEqualTo(1);
        assertThat(terminal.run("topology", "apply", "--yes").exitCode()).isZero();

        var result = terminal.run("topology", "check");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
    }

    @Test
    void applyAsksAndIsRefusedWhereNobodyCanBeAsked() {
        assertThat(terminal.run("topology", "apply").exitCode()).isEqualTo(4);
        assertThat(cloud.operations().queues(terminal.name(""))).isEmpty();
    }

    @Test
    void applyTwiceDoesNothingTheSecondTime() {
        assertThat(terminal.run("topology", "apply", "--yes", "--json").out()).contains("\"change\":\"subscribe\"");
        assertThat(terminal.run("topology", "apply", "--yes", "--json").out()).isEmpty();
    }

    @Test
    void iamPrintsTheRightsOfARole() {
        var runtime = terminal.run("topology", "iam", "stock-service", "--account", "123456789012");
        var release = terminal.run("topology", "iam", "stock-service", "--role", "release");

        assertThat(runtime.exitCode()).isZero();
        assertThat(runtime.out())
                .contains("arn:aws:sns:*:123456789012:" + terminal.name("stock_reserved_v1"), "sqs:ReceiveMessage")
                .doesNotContain("sqs:CreateQueue");
        assertThat(release.out()).contains("sqs:CreateQueue");
        assertThat(terminal.run("topology", "iam", "stock-service", "--role", "all")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void whoMayNotPublishGetsNeitherRightsNorTopics() throws IOException {
        terminal.service("stock-service", STOCK.replace("_v1\"}],", "_v1\",\"publishers\":[\"warehouse\"]}],"));

        for (var command : List.of("iam stock-service", "apply --yes")) {
            var result = terminal.run(("topology " + command).split(" "));

            assertThat(result.exitCode()).as(command).isEqualTo(4);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("stock-service publishes stock.reserved.v1, which only warehouse may by stock/noun.yaml");
        }
        assertThat(cloud.topicArns()).doesNotContainKey(terminal.name("stock_reserved_v1"));
    }

    @Test
    void anOlderBuildIsHeldAgainstTheProjectsContracts() throws IOException {
        var contracts = Files.createDirectories(folder.resolve("contracts/stock/reserved"));
        Files.writeString(contracts.resolve("v1.schema.json"), """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {}}""");
        Files.writeString(
                folder.resolve("contracts/stock/noun.yaml"), "{owner: x, description: y, publishers: [warehouse]}");

        assertThat(terminal.run("topology", "iam", "stock-service").err()).contains("which only warehouse may");
    }

    @Test
    void aServiceThatIsNotThereIsNotFound() {
        var result = terminal.run("topology", "plan", "stok-service");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("stock-service");
    }

    @Test
    void describeShowsWhatTheServiceDeclaresAndWhereSettingsComeFrom() {
        var result = terminal.run("service", "describe", "stock-service");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("order.placed.v1", "reserve-stock", "stock.reserved.v1", terminal.name("stock-service_dlq"))
                .containsPattern("entrega.consumer.concurrency +10 +default");
        assertThat(terminal.run("service", "describe", "--json").lines())
                .singleElement()
                .asString()
                .startsWith("{\"service\":\"stock-service\"");
    }
}
