package {{package}};

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.contract.data.DataSchema;
import dev.entrega.contract.data.DataSchema.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways between versions {{older}} and {{newer}} of {{type}}, tried with the valid examples of both. */
class {{test}} {

    private static final Path CONTRACTS = Path.of("{{folder}}");
    private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

    private final Casts casts = Casts.onClassPath();

    static Stream<Path> olderExamples() throws IOException {
        return examples("v{{older}}");
    }

    static Stream<Path> newerExamples() throws IOException {
        return examples("v{{newer}}");
    }

    private static Stream<Path> examples(String version) throws IOException {
        try (var files = Files.list(CONTRACTS.resolve(version + ".examples"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("valid")).sorted().toList().stream();
        }
    }

    private static List<Violation> violations(String version, EventData data) throws IOException {
        var schema = JSON.readTree(CONTRACTS.resolve(version + ".schema.json").toFile());
        return DataSchema.strict(schema).violations(JSON.valueToTree(data));
    }

    @ParameterizedTest
    @MethodSource("olderExamples")
    void anOlderEventIsAValidNewerOneAndComesBackAsItWas(Path example) throws IOException {
        var older = JSON.readValue(example.toFile(), {{Older}}.class);

        var newer = casts.up(older, {{Newer}}.TYPE);

        assertThat(violations("v{{newer}}", newer)).isEmpty();
        assertThat(casts.down(newer)).contains(older);
    }

    @ParameterizedTest
    @MethodSource("newerExamples")
    void readersOfTheOlderVersionGetWhatTheirContractAllows(Path example) throws IOException {
        var newer = JSON.readValue(example.toFile(), {{Newer}}.class);

        var older = casts.down(newer).orElseThrow();

        assertThat(violations("v{{older}}", older)).isEmpty();
    }
}
