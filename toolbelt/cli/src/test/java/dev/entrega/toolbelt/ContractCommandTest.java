package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** lint, diff and list; check has a test of its own. */
class ContractCommandTest {

    private static final String PLACED = "contracts/order/placed/v1.schema.json";

    @TempDir
    Path folder;

    private GitRepository repository;
    private Terminal terminal;

    @BeforeEach
    void anOrderIsPlaced() throws IOException {
        repository = new GitRepository(folder);
        placed("{\"description\": \"A code.\", \"type\": \"string\", \"maxLength\": 9}");
        repository.write("contracts/order/placed/v1.examples/valid.json", "{\"code\": \"a\"}");
        repository.write("contracts/order/noun.yaml", "{owner: orders, description: An order.}");
        terminal = Terminal.withVariables(folder);
    }

    @Test
    void lintFindsNothingWrongWithAGoodContract() {
        var result = terminal.run("contract", "lint");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("1 contract: 0 findings");
    }

    @Test
    void lintNamesRulePlaceReasonAndRemedy() throws Exception {
        placed("{\"description\": \"A code.\", \"type\": \"string\",\n \"pattern\": \"^(a|b)*$\", \"maxLength\": 9}");

        var result = terminal.run("contract", "lint", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        JsonNode finding = json(result).path("findings").get(0);
        assertThat(finding.path("rule").asText()).isEqualTo("pattern-explodes");
        assertThat(finding.path("file").asText()).isEqualTo(PLACED);
        assertThat(finding.path("line").asInt()).isEqualTo(3);
        assertThat(finding.path("pointer").asText()).isEqualTo("#/properties/code/pattern");
        assertThat(finding.path("why").asText()).contains("overflows the stack");
        assertThat(terminal.run("contract", "lint", "--format", "github").out())
                .startsWith("::error file=" + PLACED + ",line=3,title=pattern-explodes order.placed v1::");
        assertThat(terminal.run("contract", "lint", "--format", "junit").out()).contains("failures=\"1\"");
    }

    @Test
    void lintFollowsNoReferenceRoundInACircle() throws Exception {
        placed("{\"description\": \"A code.\", \"$ref\": \"#/properties/code\"}");

        var result = terminal.run("contract", "lint");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("error reference-broken", PLACED + ":2 #/properties/code/$ref");
        assertThat(terminal.run("contract", "example", "order.placed.v1").exitCode())
                .isEqualTo(1);
    }

    @Test
    void lintAndCheckShareTheFileOfExemptionsWithoutMixingThemUp() throws Exception {
        placed("{\"description\": \"A code.\", \"type\": \"string\"}");
        repository.write("contracts/contract-exemptions.yaml", """
                - {type: order.placed, version: 1, rule: size-unbounded, pointer: "#/properties/code",
                   reason: it is older than the rule, expires: 2999-01-01}
                """);

        assertThat(terminal.run("contract", "lint").exitCode()).isZero();
        assertThat(terminal.run("contract", "check", "--against", "contracts").exitCode())
                .isZero();
    }

    @Test
    void noReferenceIsEverFollowed() throws Exception {
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.configureBlocking(false);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            GitRepository.in(folder);
            placed("{\"$ref\": \"http://127.0.0.1:" + port + "/code.json\"}");
            repository.commit();
            assertThat(terminal.run("contract", "lint").exitCode()).isEqualTo(2);
            assertThat(terminal.run("contract", "lint").err())
                    .contains(PLACED + ":2#/properties/code/$ref", "lies outside of this file");

            placed("{\"description\": \"A code.\", \"type\": \"string\", \"maxLength\": 9}");
            var against = terminal.run("contract", "check", "--against", "git:main");

            assertThat(against.exitCode()).isEqualTo(1);
            assertThat(against.out()).contains("undecided not-comparable").contains("is no place of this file");
            assertThat(server.accept()).as("a connection").isNull();
        }
    }

    @Test
    void diffSaysWhatHasChanged() throws Exception {
        GitRepository.in(folder).commit();
        placed("{\"description\": \"A code.\", \"type\": \"string\", \"maxLength\": 8}");

        var result = terminal.run("contract", "diff", "git:main:" + PLACED, PLACED);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("breaking bound-changed  #/properties/code/maxLength", "shown by");
        assertThat(result.err()).contains("not compatible");
        assertThat(terminal.run("contract", "diff", PLACED, PLACED, "--format", "markdown")
                        .lines())
                .hasSize(2);
        assertThat(json(terminal.run("contract", "diff", "git:main:" + PLACED, PLACED, "--json"))
                        .path("compatible")
                        .asBoolean(true))
                .isFalse();
        for (String missing : new String[] {"nothing.json", "git:main", "git:-x:a", "git:main:nothing.json"}) {
            assertThat(terminal.run("contract", "diff", missing, PLACED).exitCode())
                    .as(missing)
                    .isEqualTo(2);
        }
    }

    @Test
    void listShowsWhoOwnsWhat() throws Exception {
        assertThat(terminal.run("contract", "list").out()).contains("order.placed", "orders", PLACED);
        assertThat(json(terminal.run("contract", "list", "--json"))
                        .path("version")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void listShowsWhoMayPublish() throws Exception {
        String owned = "owner: orders\ndescription: What a buyer wants.\n";
        repository.write("contracts/order/noun.yaml", owned);
        assertThat(terminal.run("contract", "list").out()).contains("MAY PUBLISH", " any ");
        assertThat(json(terminal.run("contract", "list", "--json")).path("publishers"))
                .hasToString("[]");

        repository.write("contracts/order/noun.yaml", owned + "publishers: [orders-api, shop]\n");

        assertThat(terminal.run("contract", "list").out()).contains("orders-api, shop");
        assertThat(json(terminal.run("contract", "list", "--json")).path("publishers"))
                .hasToString("[\"orders-api\",\"shop\"]");
    }

    @Test
    void exampleMakesUpDataThatTheContractAllows() {
        var result = terminal.run("contract", "example", "order.placed.v1");

        assertThat(result.out().strip()).isEqualTo("{\"code\":\"\"}");
        assertThat(terminal.run("contract", "example", "order.placed.v2").exitCode())
                .isEqualTo(3);
    }

    private void placed(String code) throws IOException {
        repository.write(PLACED, """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": "An order was placed.",
                 "type": "object", "properties": {"code": %s}}
                """.formatted(code));
    }

    private static JsonNode json(Terminal.Result result) throws IOException {
        return new JsonMapper().readTree(result.out());
    }
}
