package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class ContractCheckCommandTest {

    private static final String CONTRACTS = "schemas/shop/contracts/";
    private static final String PLACED = CONTRACTS + "order/placed/v1.schema.json";

    @TempDir
    Path folder;

    private GitRepository repository;
    private Terminal terminal;

    @BeforeEach
    void anOrderIsPlaced() throws IOException {
        repository = GitRepository.in(folder);
        placed("\"total\": {\"type\": \"integer\"}").commit();
        terminal = Terminal.withVariables(folder);
    }

    @Test
    void whatHasNotChangedIsCompatible() throws Exception {
        var result = check("--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualToIgnoringWhitespace("{\"findings\":[],\"compatible\":true}");
    }

    @Test
    void aNewOptionalPropertyIsCompatibleAndSaid() throws Exception {
        placed("\"total\": {\"type\": \"integer\"}", "\"note\": {\"type\": \"string\"}");

        var result = check("--json");

        assertThat(result.exitCode()).isZero();
        assertThat(json(result).path("findings").get(0))
                .hasToString(new JsonMapper().readTree("""
                        {"type":"order.placed","version":1,"rule":"property-added","severity":"info",
                         "pointer":"#/properties/note","file":"schemas/shop/contracts/order/placed/v1.schema.json",
                         "line":6,"why":"'note' is new. Readers that run now ignore it, and events from before it do not have it.",
                         "fix":"","witness":null,"consumers":[]}""").toString());
    }

    @Test
    void aChangedTypeIsBreakingWithItsPlaceAndAWitness() throws Exception {
        placed("\"total\": {\"type\": \"string\"}");

        var result = check("--json");

        assertThat(result.exitCode()).isEqualTo(1);
        JsonNode found = json(result);
        assertThat(found.path("compatible").booleanValue()).isFalse();
        JsonNode finding = found.path("findings").get(0);
        assertThat(finding.path("rule").asText()).isEqualTo("type-changed");
        assertThat(finding.path("severity").asText()).isEqualTo("breaking");
        assertThat(finding.path("line").asInt()).isEqualTo(5);
        assertThat(finding.path("witness").has("total")).isTrue();
        assertThat(check().out())
                .contains("breaking type-changed  order.placed v1", PLACED + ":5 #/properties/total/type");
        assertThat(check().err()).contains("1 contract: 1 breaking");
    }

    @Test
    void aBurntNameIsKnownFromTheHistory() throws Exception {
        placed("\"total\": {\"type\": \"integer\"}", "\"note\": {\"type\": \"string\"}")
                .commit();
        placed("\"total\": {\"type\": \"integer\"}").commit();
        placed("\"total\": {\"type\": \"integer\"}", "\"note\": {\"type\": \"boolean\"}");

        assertThat(json(check("--json")).path("findings").findValuesAsText("rule"))
                .contains("name-burnt");
        repository.git("worktree", "add", "-q", "--detach", "before/now", "main");
        assertThat(terminal.run("contract", "check", "--against", "before/now/" + CONTRACTS)
                        .exitCode())
                .as("a folder has no history")
                .isZero();
    }

    @Test
    void whatASideBranchOnceHadCountsAndIsNamed() throws Exception {
        repository.git("checkout", "-q", "-b", "side");
        placed("\"total\": {\"type\": \"integer\"}", "\"note\": {\"type\": \"string\"}")
                .commit();
        placed("\"total\": {\"type\": \"integer\"}").commit();
        repository.git("checkout", "-q", "main");
        repository.git("merge", "-q", "--no-ff", "-m", "A merge", "side");
        placed("\"total\": {\"type\": \"integer\"}", "\"note\": {\"type\": \"boolean\"}");

        assertThat(check().out()).contains("name-burnt").containsPattern("earlier version \\([0-9a-f]{10} of 20");
    }

    @Test
    void whereThereWasNothingThatIsSaid() throws Exception {
        repository.git("checkout", "-q", "--orphan", "other");
        repository.git("rm", "-q", "-r", "--cached", ".");
        repository.git("commit", "-q", "--allow-empty", "-m", "Nothing");

        var result = terminal.run("contract", "check", "--against", "git:other");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("there are no contracts", "moved");
    }

    @Test
    void aDeletedContractIsBreakingAndNewOnesAreNot() throws Exception {
        repository.write(CONTRACTS + "order/placed/v2.schema.json", Files.readString(folder.resolve(PLACED)));
        Files.delete(folder.resolve(PLACED));

        var result = check("--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(json(result).path("findings").findValuesAsText("rule"))
                .containsExactly("major-added", "contract-deleted");
    }

    @Test
    void worksInASubfolderAndFromElsewhere() throws Exception {
        placed("\"total\": {\"type\": \"string\"}");
        var elsewhere = Terminal.withVariables(Files.createTempDirectory(folder.getParent(), "elsewhere"));

        var result = elsewhere.run(
                "contract", "check", "--dir", folder.resolve(CONTRACTS).toString(), "--against", "git:main");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("type-changed");
    }

    @Test
    void anExemptionLetsPassUntilItExpires() throws Exception {
        placed("\"total\": {\"type\": \"string\"}");
        exempt("2999-12-31", "#/properties/total/type");
        var exempt = check("--json");
        assertThat(exempt.exitCode()).isZero();
        assertThat(json(exempt).path("findings").get(0).path("why").asText())
                .startsWith("Exempt until 2999-12-31: nobody reads it yet. ");

        exempt("2020-12-31", "#/properties/total/type");
        assertThat(check("--json").exitCode()).isEqualTo(1);
        assertThat(json(check("--json")).path("findings").findValuesAsText("rule"))
                .containsExactly("type-changed", "exemption-expired");

        exempt("2999-12-31", "#/properties/other");
        assertThat(json(check("--json")).path("findings").findValuesAsText("rule"))
                .containsExactly("type-changed", "exemption-unmatched");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {type: order.placed, version: 1, rule: a, pointer: '#', expires: 2999-01-01} | no reason",
                "- {type: order.placed, version: 1, rule: a, pointer: '#', reason: b} | no expires",
                "- {type: order.placed, version: 1, rule: a, pointer: '#', reason: b, expires: soon} | no date",
                "- {type: order.placed, version: v1, rule: a, pointer: '#', reason: b, expires: 2999-01-01} | no number",
                "- {typ: order.placed} | [typ]",
                "a: b | no list",
                "- [ | no YAML",
            })
    void anExemptionThatIsNotCompleteIsRefused(String yaml, String message) throws Exception {
        repository.write(CONTRACTS + "contract-exemptions.yaml", yaml);

        var result = check();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("contract-exemptions.yaml", message).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "git:nothing, is no commit",
        "git:--help, is no commit",
        "git:, is no commit",
        "nowhere, is no folder",
    })
    void aBaselineThatIsNotThereIsAUsageError(String against, String message) {
        var result = terminal.run("contract", "check", "--against", against);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void outsideOfARepositoryGitIsNoBaseline() throws Exception {
        var outside = Files.createTempDirectory("contracts");
        Files.createDirectories(outside.resolve("contracts"));

        var result = Terminal.withVariables(outside).run("contract", "check", "--against", "git:main");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("is in no git repository").doesNotContain("\tat ");
        assertThat(terminal.run("contract", "check", "--dir", "nowhere", "--against", "git:main")
                        .exitCode())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'{\n\"a\": }' | v1.schema.json:2", "'[]' | not an object", "'' | v1.schema.json"})
    void aFileThatIsNoSchemaIsNamedWithItsLine(String text, String message) throws Exception {
        repository.write(PLACED, text);

        var result = check();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSize(1);

        repository.commit();
        placed("\"total\": {\"type\": \"integer\"}");
        assertThat(check().exitCode()).as("broken at the reference").isEqualTo(2);
        repository.commit();
        assertThat(check().exitCode()).as("broken once").isZero();
        assertThat(check().err()).contains("passed over");
    }

    @Test
    void schemasThatAreTooDeepOrReferToThemselvesAreToldOf() throws Exception {
        placed("\"total\": " + "{\"properties\":{\"a\":".repeat(200) + "{}" + "}}".repeat(200));
        assertThat(check().exitCode()).isEqualTo(1);
        assertThat(check().err()).doesNotContain("\tat ");
        placed("\"total\": " + "{\"properties\":{\"a\":".repeat(2000) + "{}" + "}}".repeat(2000));
        assertThat(check().exitCode()).isEqualTo(2);
        assertThat(check().err()).contains("v1.schema.json", "nesting depth").doesNotContain("\tat ");
        placed("\"total\": {\"$ref\": \"#/properties/total\"}");
        assertThat(check().exitCode()).isEqualTo(1);
        assertThat(check().out()).contains("undecided not-comparable", "refers to itself");
    }

    @Test
    void gitHubShowsFindingsAtTheirLines() throws Exception {
        placed("\"total\": {\"type\": \"string\"}");

        assertThat(check("--format", "github").out())
                .startsWith("::error file=" + PLACED
                        + ",line=5,title=type-changed order.placed v1::#/properties/total/type: ")
                .contains("%0A")
                .hasLineCount(1);
    }

    @Test
    void buildServersReadJUnit() throws Exception {
        placed("\"total\": {\"type\": \"string\", \"enum\": [\"<&>\"]}");
        repository.write(CONTRACTS + "order/paid/v1.schema.json", Files.readString(folder.resolve(PLACED)));

        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(
                        new StringReader(check("--format", "junit").out())));

        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
                .contains(PLACED + ":5", "<&>");
    }

    @Test
    void thousandsOfContractsTakeAFewProcesses() throws Exception {
        String schema = Files.readString(folder.resolve(PLACED));
        for (int i = 0; i < 5000; i++) {
            repository.write(CONTRACTS + "noun" + i % 100 + "/done" + i + "/v1.schema.json", schema);
        }
        repository.commit();
        repository.write(CONTRACTS + "noun7/done7/v1.schema.json", schema.replace("integer", "string"));

        var result = check("--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(json(result).path("findings").findValuesAsText("type")).containsExactly("noun7.done7");
    }

    private Terminal.Result check(String... options) {
        String[] arguments = new String[options.length + 4];
        System.arraycopy(new String[] {"contract", "check", "--against", "git:main"}, 0, arguments, 0, 4);
        System.arraycopy(options, 0, arguments, 4, options.length);
        return terminal.run(arguments);
    }

    private void exempt(String expires, String pointer) throws IOException {
        repository.write(CONTRACTS + "contract-exemptions.yaml", """
                - type: order.placed
                  version: 1
                  rule: type-changed
                  pointer: "%s"
                  reason: nobody reads it yet
                  expires: %s
                """.formatted(pointer, expires));
    }

    private GitRepository placed(String... properties) throws IOException {
        return repository.write(PLACED, """
                {
                  "$schema": "https://json-schema.org/draft/2020-12/schema",
                  "type": "object",
                  "properties": {
                    %s
                  }
                }
                """.formatted(String.join(",\n    ", properties)));
    }

    private static JsonNode json(Terminal.Result result) throws IOException {
        return new JsonMapper().readTree(result.out());
    }
}
