package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.consumer.declaration.Declaration;
import dev.entrega.consumer.declaration.Declaration.Read;
import dev.entrega.consumer.declaration.Declarations;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.toolbelt.Terminal.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Can this be deployed? By what those have declared who are subscribed. That services declare is their own test's. */
class ContractDeployedCheckTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SCHEMA = Path.of("contracts/order/placed/v1.schema.json");

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private ServiceDatabase database;
    private Terminal terminal;

    @BeforeEach
    void someoneReadsTheTotal() throws Exception {
        database = ServiceDatabase.migrated();
        terminal = Terminal.withProfile(folder, Map.of("turnover", database.url()));
        placed("{\"type\": \"integer\"}", "\"code\": {\"type\": \"string\"}");
        subscribe("turnover");
        declare(
                "{\"type\": \"object\", \"required\": [\"total\"], \"properties\": {\"total\": {\"type\": \"integer\"}}}");
    }

    private void placed(String total, String... more) throws IOException {
        Path file = folder.resolve(SCHEMA);
        Files.createDirectories(file.getParent());
        String others = more.length == 0 ? "" : ", " + String.join(", ", more);
        Files.writeString(file, """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["total"],
                 "properties": {"total": %s%s}}""".formatted(total, others));
    }

    private void subscribe(String service) {
        String queue = cloud.createQueue(terminal.name(service), Map.of());
        cloud.subscribe(cloud.createTopic(terminal.name("order_placed_v1"), Map.of()), queue, Map.of());
    }

    private void declare(String schema) throws Exception {
        var declaration = new Declaration(List.of(new Read("add", "order.placed.v1", JSON.readTree(schema))));
        try (var connection = database.connect()) {
            new Declarations().store(connection, declaration);
        }
        cloud.tagQueue(terminal.name("turnover"), Map.of(Declaration.TAG, declaration.hash()));
    }

    private Result check(String... more) {
        return terminal.run(List.of(List.of("contract", "check", "--against", "deployed"), List.of(more)).stream()
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private JsonNode finding() throws IOException {
        var result = check("--json");
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        var findings = JSON.readTree(result.out()).path("findings");
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void whatItsReadersUnderstandCanBeDeployed() throws Exception {
        assertThat(check().exitCode()).isZero();

        placed("{\"type\": \"integer\"}"); // What is gone nobody reads.
        assertThat(check("--json").out()).isEqualToIgnoringWhitespace("{\"findings\":[],\"compatible\":true}");
    }

    @Test
    void whatAReaderWouldRefuseIsBreakingAndNamesIt() throws Exception {
        placed("{\"type\": [\"integer\", \"string\"]}");

        var finding = finding();
        assertThat(finding.path("severity").asText()).isEqualTo("breaking");
        assertThat(finding.path("rule").asText()).isEqualTo("type-changed");
        assertThat(finding.path("consumers")).hasToString("[\"turnover/add\"]");
        assertThat(finding.path("witness").path("total").isTextual()).isTrue();
    }

    @Test
    void whoHasNotDeclaredWhatItReadsIsUndecided() throws Exception {
        subscribe("stranger");

        var finding = finding();
        assertThat(finding.path("severity").asText()).isEqualTo("undecided");
        assertThat(finding.path("rule").asText()).isEqualTo("reader-unknown");
        assertThat(finding.path("why").asText())
                .contains(terminal.name("stranger"), "names no service with a database");
    }

    @Test
    void aHashThatCantBeFoundIsUndecided() throws Exception {
        cloud.tagQueue(terminal.name("turnover"), Map.of(Declaration.TAG, "00"));

        assertThat(finding().path("why").asText()).contains("declaration 00", "the database of turnover doesn't have");
    }

    @Test
    void aVersionThatIsGoneAndReadIsBreaking() throws Exception {
        Path second = folder.resolve("contracts/order/placed/v2.schema.json");
        Files.move(folder.resolve(SCHEMA), second);

        var finding = finding();
        assertThat(finding.path("rule").asText()).isEqualTo("contract-deleted");
        assertThat(finding.path("version").asInt()).isEqualTo(1);
        assertThat(finding.path("consumers")).hasToString("[\"turnover/add\"]");
    }

    @Test
    void someoneWhoOnlyLooksIsNoReader() {
        String queue = cloud.createQueue(terminal.name("tail_1"), Map.of());
        cloud.subscribe(cloud.createTopic(terminal.name("order_placed_v1"), Map.of()), queue, Map.of());

        assertThat(check().exitCode()).isZero();
    }

    @Test
    void anEnvironmentThatCantBeReachedIsNoSilentPass() {
        terminal.set("ENTREGA_ENV", "nowhere");

        assertThat(check().exitCode()).isNotZero();
    }

    @Test
    void anExemptionOfAReaderIsNoneOfAChangeAndTheOtherWayRound() throws Exception {
        subscribe("stranger");
        Path exemptions = folder.resolve("contracts/contract-exemptions.yaml");
        Files.writeString(exemptions, """
                - {type: order.placed, version: 1, rule: reader-unknown, pointer: "#",
                   reason: the data warehouse takes all as it comes, expires: 2999-01-01}
                """);

        assertThat(check().exitCode()).isZero();
        assertThat(terminal.run("contract", "check", "--against", "contracts").exitCode())
                .isZero();

        Files.writeString(exemptions, """
                - {type: order.placed, version: 1, rule: reader-unknown, pointer: "#",
                   reason: the data warehouse takes all as it comes, expires: 2999-01-01}
                - {type: order.placed, version: 1, rule: enum-value-added, pointer: "#/properties/code/enum",
                   reason: nobody reads it, expires: 2999-01-01}
                """);
        assertThat(check().exitCode()).isZero();
        assertThat(terminal.run("contract", "check", "--against", "contracts").out())
                .contains("exemption-unmatched");
    }
}
