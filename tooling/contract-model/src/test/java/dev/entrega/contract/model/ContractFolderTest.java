package dev.entrega.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.entrega.contract.ContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractFolderTest {

    private static final String DIALECT = "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"";

    @TempDir
    Path folder;

    @BeforeEach
    void anOrderIsPlaced() throws IOException {
        write("order/noun.yaml", "owner: orders\ndescription: What a buyer wants.\n");
        write("order/placed/v1.schema.json", "{" + DIALECT + ", \"type\": \"object\"}");
    }

    @Test
    void readsContractsInTheOrderOfNounActionAndVersion() throws IOException {
        write("order/placed/v10.schema.json", "{" + DIALECT + "}");
        write("order/placed/v2.schema.json", "{" + DIALECT + "}");
        write("order/cancelled/v1.schema.json", "{" + DIALECT + "}");
        write("cart/noun.yaml", "owner: orders\ndescription: What a buyer may want.\nordered: true\n");
        write("cart/emptied/v1.schema.json", "{" + DIALECT + "}");

        var contracts = ContractFolder.read(folder);

        assertThat(contracts)
                .extracting(contract -> contract.name().toString())
                .containsExactly(
                        "cart.emptied.v1",
                        "order.cancelled.v1",
                        "order.placed.v1",
                        "order.placed.v2",
                        "order.placed.v10");
        assertThat(contracts.get(0).noun()).isEqualTo(new Noun("cart", "orders", "What a buyer may want.", true));
        assertThat(contracts.get(1).noun()).isEqualTo(new Noun("order", "orders", "What a buyer wants.", false));
    }

    @Test
    void readsExamplesBesideTheirSchema() throws IOException {
        write("order/placed/v1.examples/valid.json", "{}");
        write("order/placed/v1.examples/invalid-no-object.json", "[]");

        assertThat(ContractFolder.read(folder).get(0).examples())
                .extracting(
                        example -> Entries.nameOf(example.file()),
                        Example::valid,
                        example -> example.data().toString())
                .containsExactly(tuple("invalid-no-object.json", false, "[]"), tuple("valid.json", true, "{}"));
    }

    @Test
    void passesOverHiddenFiles() throws IOException {
        write(".gitkeep", "");
        write("order/placed/.DS_Store", "");

        assertThat(ContractFolder.read(folder)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order.json",
                "order/placed.json",
                "order/placed/v1.json",
                "order/placed/v0.schema.json",
                "order/placed/v01.schema.json",
                "order/placed/v1.schema.yaml",
                "order/placed/v2.examples/valid.json",
                "order/placed/v1.examples/good.json",
            })
    void refusesAFileThatHasNoBusinessHere(String file) throws IOException {
        write(file, "{}");

        assertRefused(file.contains("v2.examples") ? "order/placed/v2.examples" : file, ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"order/Placed", "order/placed_late"})
    void refusesAFolderThatIsNoWord(String action) throws IOException {
        write(action + "/v1.schema.json", "{" + DIALECT + "}");

        assertRefused(action, ": The action '");
    }

    @Test
    void aNounNeedsNoDescription() throws IOException {
        Files.delete(folder.resolve("order/noun.yaml"));

        assertThat(ContractFolder.read(folder).get(0).noun()).isEqualTo(new Noun("order", "", "", false));
    }

    @Test
    void aNounMaySayWhoMayPublish() throws IOException {
        write(
                "order/noun.yaml",
                "owner: orders\ndescription: What a buyer wants.\npublishers: [orders-api, marketplace-webhook]\n");

        var noun = ContractFolder.read(folder).get(0).noun();

        assertThat(noun.publishers()).containsExactly("orders-api", "marketplace-webhook");
        assertThat(noun.mayBePublishedBy("marketplace-webhook")).isTrue();
        assertThat(noun.mayBePublishedBy("stock-service")).isFalse();
    }

    @Test
    void withoutPublishersAnyServiceMay() {
        assertThat(ContractFolder.read(folder).get(0).noun().mayBePublishedBy("stock-service"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "owner: orders | 'description' is missing",
                "{owner: orders, description: x, team: y} | 'team' means nothing here",
                "{owner: orders, description: x, ordered: sometimes} | 'ordered' is \"sometimes\"",
                "{owner: orders, description: x, publishers: orders-api} | 'publishers' is \"orders-api\"; name the services",
                "{owner: orders, description: x, publishers: []} | 'publishers' is []; name the services",
                "{owner: orders, description: x, publishers: } | 'publishers' is null; name the services",
                "{owner: orders, description: x, publishers: [a, b, a]} | 'publishers' names a twice",
                "{owner: orders, description: x, publishers: [Orders]} | 'publishers' holds \"Orders\", which is not",
                "{owner: orders, description: x, publishers: [true]} | 'publishers' holds true, which is not",
                "{owner: orders, description: x, publishers: [a0123456789012345678901234567890123456789]} | which is not",
                "- owner | This is not an object",
                "{owner: orders, owner: others, description: x} | Duplicate",
                "\"owner | can't be read",
            })
    void refusesANounFileThatIsNotAsItMustBe(String yaml, String message) throws IOException {
        write("order/noun.yaml", yaml);

        assertRefused("order/noun.yaml", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | can't be read",
                "{'a': 1, 'a': 2} | Duplicate",
                "{} {} | can't be read",
                "[] | This is not an object",
                "{} | #/$schema: A contract must say which JSON Schema it speaks",
                "{'$schema': 'http://json-schema.org/draft-07/schema#'} | #/$schema: ",
            })
    void refusesASchemaFileThatIsNotAsItMustBe(String schema, String message) throws IOException {
        write("order/placed/v1.schema.json", schema.replace('\'', '"'));

        assertRefused("order/placed/v1.schema.json", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/money.json",
                "http://example.org/x#/$defs/y",
                "file:///etc/passwd",
                "money.json"
            })
    void neverFollowsAReferenceToTheOutside(String reference) throws IOException {
        write(
                "order/placed/v1.schema.json",
                "{" + DIALECT + ", \"properties\": {\"a/b\": {\"items\": {\"$ref\": \"" + reference + "\"}}}}");

        assertRefused("order/placed/v1.schema.json", "#/properties/a~1b/items/$ref: '" + reference + "' lies outside");
    }

    private void assertRefused(String file, String message) {
        assertThatThrownBy(() -> ContractFolder.read(folder))
                .isInstanceOf(ContractException.class)
                .hasMessageStartingWith(folder.resolve(file).toString())
                .hasMessageContaining(message);
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
