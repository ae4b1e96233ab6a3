package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the drafts compile and carry values is the generator's test, that a build takes them .ci/stand-alone's. */
class ContractNewCommandTest {

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "order.placed.v1", "type": "object",
             "description": "An order.", "required": ["code"],
             "properties": {"code": {"description": "A code.", "type": "string", "maxLength": 9}}}
            """;

    @TempDir
    Path folder;

    private Terminal terminal;

    @BeforeEach
    void anOrderIsPlaced() throws IOException {
        var repository = GitRepository.in(folder);
        repository.write("contracts/order/placed/v1.schema.json", SCHEMA);
        repository.write("contracts/order/placed/v1.examples/valid.json", "{\"code\": \"a\"}");
        repository.write("contracts/order/noun.yaml", "{owner: orders, description: An order.}");
        repository.write("pom.xml", "<project><service.contracts>com.example.contract</service.contracts></project>");
        repository.commit();
        terminal = Terminal.withVariables(folder);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Test
    void aFirstDraftHasNothingThatLintWouldFind() throws Exception {
        var result = terminal.run("contract", "new", "parcel.returned", "--owner", "shipping");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines())
                .contains(
                        "contracts/parcel/noun.yaml",
                        "contracts/parcel/returned/v1.schema.json",
                        "contracts/parcel/returned/v1.examples/valid.json");
        assertThat(result.err()).contains("Next: say in contracts/parcel/returned/v1.schema.json");
        assertThat(read("contracts/parcel/noun.yaml")).contains("owner: shipping");
        assertThat(terminal.run("contract", "lint").exitCode()).isZero();
    }

    @Test
    void anotherActionOfAKnownNounNeedsNoOwner() {
        assertThat(terminal.run("contract", "new", "parcel.returned").err())
                .contains("parcel is a new noun", "--owner TEAM");
        assertThat(terminal.run("contract", "new", "order.packed").exitCode()).isZero();
    }

    @Test
    void whatIsThereIsNotTouched() throws Exception {
        var result = terminal.run("contract", "new", "order.placed", "--owner", "me");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("there is order.placed.v1 already", "--major");
        assertThat(read("contracts/order/placed/v1.schema.json")).isEqualTo(SCHEMA);
    }

    @Test
    void theNextMajorVersionBeginsAsTheNewestWithTheWaysBetween() throws Exception {
        var result = terminal.run("contract", "new", "order.placed", "--major", "--json");

        assertThat(result.exitCode()).as(result.err()).isZero();
        var made = new JsonMapper().readTree(result.out());
        assertThat(made.path("type").asText()).isEqualTo("order.placed.v2");
        assertThat(made.path("casts").asBoolean()).isTrue();
        assertThat(made.path("files"))
                .extracting(file -> file.asText())
                .containsExactlyInAnyOrder(
                        "contracts/order/placed/v2.examples/valid.json",
                        "contracts/order/placed/v2.schema.json",
                        "src/main/java/com/example/contract/OrderPlacedV1ToV2.java",
                        "src/main/java/com/example/contract/OrderPlacedV2ToV1.java",
                        "src/main/resources/META-INF/services/dev.entrega.contract.Downcaster",
                        "src/main/resources/META-INF/services/dev.entrega.contract.Upcaster",
                        "src/test/java/com/example/contract/OrderPlacedV1AndV2Test.java");
        assertThat(read("contracts/order/placed/v2.schema.json")).isEqualTo(SCHEMA.replace(".v1", ".v2"));
        assertThat(read("src/test/java/com/example/contract/OrderPlacedV1AndV2Test.java"))
                .contains("Path.of(\"contracts/order/placed\")")
                .doesNotContain("{{");
        assertThat(terminal.run("contract", "lint").exitCode()).isZero();
        var check = terminal.run("contract", "check", "--against", "git:HEAD");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains("info major-added  order.placed v2");
    }

    @Test
    void aVersionAfterThatIsAddedToTheCastsThatThereAre() throws Exception {
        terminal.run("contract", "new", "order.placed", "--major");
        String second = read("contracts/order/placed/v2.schema.json").replace("\"maxLength\": 9", "\"maxLength\": 8");
        Files.writeString(folder.resolve("contracts/order/placed/v2.schema.json"), second);

        assertThat(terminal.run("contract", "new", "order.placed", "--major").exitCode())
                .isZero();

        assertThat(read("contracts/order/placed/v3.schema.json")).isEqualTo(second.replace(".v2", ".v3"));
        assertThat(read("src/main/resources/META-INF/services/dev.entrega.contract.Upcaster")
                        .lines())
                .containsExactly("com.example.contract.OrderPlacedV1ToV2", "com.example.contract.OrderPlacedV2ToV3");
        assertThat(read("src/main/resources/META-INF/services/dev.entrega.contract.Downcaster")
                        .lines())
                .containsExactly("com.example.contract.OrderPlacedV2ToV1", "com.example.contract.OrderPlacedV3ToV2");
    }

    @Test
    void whereNoRecordsAreGeneratedTheCastsAreLeftToThoseWhoDo() throws Exception {
        Files.delete(folder.resolve("pom.xml"));

        var result = terminal.run("contract", "new", "order.placed", "--major");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("no Maven module generates records here");
        assertThat(folder.resolve("src")).doesNotExist();
    }

    @Test
    void aContractBesideItThatCannotBeReadIsNamed() throws Exception {
        Files.writeString(folder.resolve("contracts/order/placed/v1.schema.json"), "{ broken");

        var result = terminal.run("contract", "new", "parcel.returned", "--owner", "shipping");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains("v1.schema.json").doesNotContain("\tat ");
    }

    @Test
    void aSlipIsNamed() {
        assertThat(terminal.run("contract", "new", "order.plced", "--major").err())
                .contains("did you mean order.placed.v1?");
        assertThat(terminal.run("contract", "new", "order.placed.v2", "--major").err())
                .contains("leave .v2 off");
        assertThat(terminal.run("contract", "new", "order", "--owner", "me").exitCode())
                .isEqualTo(2);
        assertThat(terminal.run("contract", "new", "order.placed", "--major", "--owner", "me")
                        .exitCode())
                .isEqualTo(2);
    }
}
