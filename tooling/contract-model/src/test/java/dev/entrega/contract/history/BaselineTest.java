package dev.entrega.contract.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import dev.entrega.contract.compatibility.History.Revision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

    private static final EventName PLACED = new EventName("order", "placed", 1);
    private static final String FILE = "contracts/order/placed/v1.schema.json";

    @TempDir
    Path folder;

    private final List<String> hints = new ArrayList<>();

    @Test
    void aReferenceStandsForAllThatCameBeforeIt() throws IOException {
        GitRepository.in(folder).commit(FILE, "{\"a\": 1}").commit(FILE, "{\"a\": 2}");

        var history = Baseline.read(folder.resolve("contracts"), "git:main", folder, hints::add);

        assertThat(history.present()).containsExactly(PLACED);
        assertThat(history.revisions().get(PLACED)).extracting(Revision::schema).hasToString("[{\"a\":1}, {\"a\":2}]");
        assertThat(hints).isEmpty();
    }

    @Test
    void aReferenceSaysWhichNounsHadAnOrder() throws IOException {
        GitRepository.in(folder)
                .commit(FILE, "{}")
                .commit("contracts/order/noun.yaml", "owner: orders\ndescription: A wish.\nordered: true\n")
                .commit("contracts/stock/noun.yaml", "owner: stock\ndescription: What is there.\n");

        assertThat(Baseline.read(folder.resolve("contracts"), "git:main", folder, hints::add)
                        .ordered())
                .containsExactly("order");
    }

    @Test
    void aFolderStandsForItselfAlone() throws IOException {
        Files.createDirectories(folder.resolve("before/order/placed"));
        Files.writeString(
                folder.resolve("before/order/noun.yaml"),
                "owner: orders\ndescription: What a buyer wants.\nordered: true\n");
        Files.writeString(
                folder.resolve("before/order/placed/v1.schema.json"),
                "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}");

        var history = Baseline.read(folder.resolve("contracts"), "before", folder, hints::add);

        assertThat(history.revisions().get(PLACED)).hasSize(1);
        assertThat(history.ordered()).containsExactly("order");
    }

    @Test
    void theFirstReferenceThatThereIsIsFound() throws IOException {
        GitRepository.in(folder).commit(FILE, "{}").git("tag", "released");

        assertThat(Baseline.firstOf(folder, List.of("origin/main", "released", "main"), hints::add))
                .contains("git:released");
        assertThat(hints).isEmpty();
        assertThat(Baseline.firstOf(folder, List.of("origin/main", "--all", ""), hints::add))
                .isEmpty();
        assertThat(hints).containsExactly("the repository of " + folder + " knows none of origin/main, --all, ");
    }

    @Test
    void whereNothingIsKnownNoReferenceIsFound() throws IOException {
        Path outside = Files.createTempDirectory("outside");

        assertThat(Baseline.firstOf(outside, List.of("main"), hints::add)).isEmpty();
        assertThat(Baseline.firstOf(folder.resolve("nowhere"), List.of("main"), hints::add))
                .isEmpty();
        assertThat(hints).hasSize(2).allMatch(hint -> hint.contains("is in no git repository (fatal: "));
    }

    @Test
    void aShallowCloneSaysWhatItDoesNotKnow() throws IOException {
        GitRepository.in(folder).commit(FILE, "{\"a\": 1}").commit(FILE, "{\"a\": 2}");
        Path clone = Files.createTempDirectory("clone").resolve("shallow");
        new GitRepository(folder).git("clone", "-q", "--depth", "1", "file://" + folder, clone.toString());

        var history = Baseline.read(clone.resolve("contracts"), "git:origin/main", folder, hints::add);

        assertThat(history.revisions().get(PLACED)).hasSize(1);
        assertThat(hints).singleElement().asString().contains("shallow", "fetch the whole history");
    }

    @Test
    void aFileIsReadAsItWas() throws IOException {
        GitRepository.in(folder).commit(FILE, "{\"a\": \"ä\"}").commit(FILE, "{}");

        assertThat(Baseline.file("git:main~1:order/placed/v1.schema.json", folder.resolve("contracts")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"a\": \"ä\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "git:main:nothing.json, can't be read",
        "git:main, not of the form git:REF:FILE",
        "git:--help:a, not of the form git:REF:FILE",
        "main:a, not of the form git:REF:FILE",
    })
    void aFileThatWasNotThereIsToldOf(String named, String message) throws IOException {
        GitRepository.in(folder).commit(FILE, "{}");

        assertThatThrownBy(() -> Baseline.file(named, folder))
                .isInstanceOf(ContractException.class)
                .hasMessageStartingWith(named)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "git:nothing, is no commit",
        "git:--help, is no commit",
        "git:, is no commit",
        "nowhere, is no folder",
    })
    void aBaselineThatIsNotThereIsToldOf(String against, String message) throws IOException {
        GitRepository.in(folder).commit(FILE, "{}");

        assertThatThrownBy(() -> Baseline.read(folder.resolve("contracts"), against, folder, hints::add))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(message);
    }
}
