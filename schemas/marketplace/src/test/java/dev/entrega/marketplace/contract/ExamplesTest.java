package dev.entrega.marketplace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records hold all that the contracts allow; the plugin has already seen that the examples are what they claim. */
class ExamplesTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** The root of the class path that the jar is made of. */
    private static final Path ROOT = Path.of("target", "classes");

    /** Of the records that were generated, so that a new contract is looked at as well. */
    static Stream<EventType<?>> types() throws IOException {
        Path records = ROOT.resolve(ExamplesTest.class.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.list(records)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[A-Za-z]+V[0-9]+\\.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .<EventType<?>>map(ExamplesTest::type)
                    .toList()
                    .stream();
        }
    }

    private static EventType<?> type(String record) {
        try {
            return EventType.of(Class.forName(ExamplesTest.class.getPackageName() + "." + record)
                    .asSubclass(EventData.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(record, e);
        }
    }

    @Test
    void everySchemaOnTheClassPathHasItsRecord() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("contracts"))) {
            assertThat(files.map(file -> ROOT.relativize(file).toString())
                            .filter(file -> file.endsWith(".schema.json")))
                    .hasSizeGreaterThanOrEqualTo(5)
                    .containsExactlyInAnyOrderElementsOf(
                            types().map(EventType::schemaResource).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValidExampleIsWrittenAsItWasRead(EventType<?> type) throws IOException {
        List<Path> examples = examples(type, "valid");

        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
        for (Path example : examples) {
            JsonNode json = JSON.readTree(example.toFile());
            byte[] written = JSON.writeValueAsBytes(JSON.treeToValue(json, type.dataType()));
            assertThat(JSON.readTree(written)).as(example.toString()).isEqualTo(json);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void severalExamplesShowWhatIsRefused(EventType<?> type) throws IOException {
        assertThat(examples(type, "invalid")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aPrintedOrderDoesNotTellWhoOrdered() throws IOException {
        Path example = examples(OrderPlacedV1.TYPE, "valid").get(0);
        OrderPlacedV1 order = JSON.readValue(example.toFile(), OrderPlacedV1.class);

        assertThat(order.toString())
                .contains("Buyer[name=***, email=***, address=***]")
                .doesNotContain(order.buyer().name());
    }

    private static List<Path> examples(EventType<?> type, String prefix) throws IOException {
        Path folder = ROOT.resolve(type.schemaResource().replace(".schema.json", ".examples"));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }
}
