package dev.entrega.toolbelt.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.contract.lint.ContractLint;
import dev.entrega.contract.model.ContractFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made is built and tested by .ci/stand-alone; here is what it is made of, and what is refused. */
class ScaffoldTest {

    private static final Path REPOSITORY = Path.of("..", "..");

    @TempDir
    private Path folder;

    private Path home;
    private Path elsewhere;

    /** A clone with what matters here: its modules, its contracts, a service with a port. */
    @BeforeEach
    void prepareClone() throws IOException {
        home = folder.resolve("clone");
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        copy(REPOSITORY.resolve("schemas/marketplace/contracts"), home.resolve("schemas/marketplace/contracts"));
        Files.copy(REPOSITORY.resolve("pom.xml"), home.resolve("pom.xml"));
        Files.createDirectories(home.resolve("services/other"));
        Files.writeString(home.resolve("services/other/dev.env"), "PORT=8090\n");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private Made make(String name, Kind kind, @Nullable String on, @Nullable String publishes, Path where) {
        return new Scaffold(home).make(new ServiceRequest(name, kind, on, publishes, where));
    }

    /** As if nobody had said who may publish events of this noun. */
    private void open(String noun) throws IOException {
        Path file = home.resolve("schemas/marketplace/contracts/" + noun + "/noun.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^publishers:.*\n", ""));
    }

    private Made consumer() {
        return make("pricing", Kind.CONSUMER, "order.placed.v1", "offer.changed.v1", elsewhere);
    }

    @Test
    void aProjectOfItsOwnHoldsAllThatItNeeds() throws IOException {
        Made made = consumer();

        assertThat(made.folder()).isEqualTo(elsewhere.resolve("pricing"));
        assertThat(made.files())
                .map(file -> made.folder().relativize(file).toString())
                .contains(
                        "pom.xml",
                        "Procfile",
                        "README.md",
                        ".gitignore",
                        "contracts/order/placed/v1.schema.json",
                        "contracts/offer/changed/v1.schema.json",
                        "src/main/java/com/example/pricing/NoteOrderPlaced.java",
                        "src/test/java/com/example/pricing/NoteOrderPlacedTest.java",
                        "src/main/resources/db/migration/V1__order_placed.sql");
        assertThat(Files.readString(made.folder().resolve("Procfile"))).isEqualTo("""
                worker: java $JAVA_OPTS -jar target/pricing.jar
                release: java $JAVA_OPTS -jar target/pricing.jar release
                """);
        assertThat(made.next()).endsWith("cd " + made.folder() + " && mvn verify");
    }

    @Test
    void noTemplateIsLeftUnfilled() throws IOException {
        var all = Stream.of(
                consumer(),
                make("stock-keeper", Kind.CONSUMER, "order.placed.v1", null, elsewhere),
                make("returns-api", Kind.API, null, "parcel.returned.v1", elsewhere),
                make("notes", Kind.API, null, null, home));
        for (Path file : all.flatMap(made -> made.files().stream()).toList()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain("{{", "}}");
        }
    }

    @Test
    void whatAServiceBesideItPublishesIsTakenOverFromThatAndNotInvented() throws IOException {
        Made pricing = consumer();
        assertThat(pricing.drafted()).containsExactly("offer.changed.v1");
        Path theirs = pricing.folder().resolve("contracts/offer/changed/v1.schema.json");
        Files.writeString(theirs, Files.readString(theirs).replace("\"description\": \"", "\"description\": \"Dear. "));

        Made shelf = make("shelf", Kind.CONSUMER, "offer.changed.v1", null, elsewhere);

        assertThat(shelf.drafted()).isEmpty();
        assertThat(shelf.folder().resolve("contracts/offer/changed/v1.schema.json"))
                .hasSameTextualContentAs(theirs);
        assertThat(shelf.folder().resolve("contracts/offer/noun.yaml"))
                .content()
                .contains("owner: pricing");
    }

    @Test
    void theHandlerHasTwentyLinesAtMost() throws IOException {
        Made made = consumer();

        String source =
                Files.readString(made.folder().resolve("src/main/java/com/example/pricing/NoteOrderPlaced.java"));
        String body = source.substring(source.indexOf("final class"));
        assertThat(body.lines().skip(1).filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(20 + 1);
    }

    @Test
    void draftedContractsAreWhatTheirExamplesClaim() {
        Made made = consumer();

        var contracts = ContractFolder.read(made.folder().resolve("contracts"));
        var lint = new ContractLint();
        assertThat(contracts)
                .hasSize(2)
                .allSatisfy(contract -> assertThat(lint.check(contract)).isEmpty());
    }

    @Test
    void whatIsPublishedOfAKnownTypeIsMadeOfItsExample() throws IOException {
        open("stock");
        Made made = make("invoicing", Kind.CONSUMER, "order.placed.v1", "stock.reserved.v1", elsewhere);

        assertThat(Files.readString(made.folder().resolve("src/main/java/com/example/invoicing/NoteOrderPlaced.java")))
                .contains("new StockReservedV1(List.of(new StockReservedV1.Line(")
                .contains("import java.util.List;\nimport javax.sql.DataSource;\n");
    }

    @Test
    void withinTheCloneItBecomesAModuleBeforeThoseThatNeedAll() throws IOException {
        Made made = make("returns-api", Kind.API, null, "parcel.returned.v1", home.resolve("docs"));

        assertThat(made.folder()).isEqualTo(home.resolve("services/returns-api"));
        assertThat(Files.readString(home.resolve("pom.xml")))
                .contains("<module>services/returns-api</module>\n    <module>services/marketplace-demo</module>");
        assertThat(home.resolve("schemas/marketplace/contracts/parcel/returned/v1.schema.json"))
                .exists();
        assertThat(made.folder().resolve("contracts")).doesNotExist();
        assertThat(Files.readString(made.folder().resolve("dev.env"))).startsWith("PORT=8091\n");
        assertThat(made.files()).contains(home.resolve("pom.xml"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Pricing  | consumer | order.placed.v1  | -                | lower-case words joined by hyphens",
                "switch   | consumer | order.placed.v1  | -                | a word of Java's own",
                "pricing  | consumr  | order.placed.v1  | -                | did you mean consumer?",
                "pricing  | consumer | -                | -                | add --on TYPE",
                "pricing  | api      | order.placed.v1  | -                | no place in it",
                "pricing  | consumer | order.plced.v1   | -                | did you mean order.placed.v1?",
                "pricing  | consumer | order.placed     | -                | did you mean order.placed.v1?",
                "pricing  | consumer | order.placed.v1  | price            | noun.past-participle.vMAJOR",
                "pricing  | consumer | order.placed.v1  | stock.reservd.v1 | did you mean stock.reserved.v1?",
                "pricing  | consumer | order.placed.v1  | order.placed.v1  | answer itself for ever",
                "pricing  | consumer | order.placed.v1  | stock.reserved.v1 | which only stock-service may: add pricing to",
                "pricing  | consumer | order.placed.v1  | stock.counted.v1 | stock/noun.yaml first, or publish another type",
            })
    void wrongWordsAreAnsweredWithTheWayToMendThem(
            String name, String kind, @Nullable String on, @Nullable String publishes, String answer)
            throws IOException {
        assertThatThrownBy(() -> make(name, Kind.of(kind), on, publishes, elsewhere))
                .isInstanceOf(ScaffoldException.class)
                .hasMessageContaining(answer)
                .satisfies(refusal ->
                        assertThat(((ScaffoldException) refusal).isRefused()).isFalse())
                .satisfies(refusal -> assertThat(refusal).message().hasLineCount(1));
        try (Stream<Path> left = Files.list(elsewhere)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aNewVersionOfAKnownTypeIsNoSlip() throws IOException {
        open("order");
        Made made = make("pricing", Kind.CONSUMER, "order.placed.v1", "order.placed.v2", elsewhere);

        assertThat(made.folder().resolve("contracts/order/placed/v2.schema.json"))
                .exists();
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() throws IOException {
        Path mine = Files.createDirectories(elsewhere.resolve("pricing"));

        assertThatThrownBy(this::consumer)
                .hasMessageContaining("is there already")
                .satisfies(refusal ->
                        assertThat(((ScaffoldException) refusal).isRefused()).isTrue());
        assertThat(List.of(mine.toFile().list())).isEmpty();
    }
}
