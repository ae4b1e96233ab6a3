package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.toolbelt.Terminal.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DlqCommandTest {

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private ServiceDatabase database;
    private Terminal terminal;

    @BeforeEach
    void aServiceWithDeadLetters() throws IOException, SQLException {
        database = ServiceDatabase.migrated();
        terminal = Terminal.withProfile(folder, Map.of("stock-service", database.url()));
        terminal.service("stock-service", TopologyCommandTest.STOCK);
        for (int i = 1; i <= 6; i++) {
            database.deadLetter("e-" + i, "ATTEMPTS_EXHAUSTED", "IllegalStateException at ReserveStock.java:41");
        }
        database.deadLetter("e-7", "REJECTED", "article 17 is unknown");
    }

    @Test
    void groupsShowWhatFailedAlikeTheLargestFirst() {
        var result = terminal.run("dlq", "groups");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).hasSize(3);
        assertThat(result.lines().get(1)).contains("stock-service", " 6 ", "reserve-stock", "ReserveStock.java:41");
        assertThat(result.err()).contains("Next: toolbelt dlq list stock-service --group");
    }

    @Test
    void aServiceThatHandlesNothingIsPassedOverAndNamedItSaysWhy() throws IOException {
        var terminal = Terminal.withProfile(
                folder,
                Map.of(
                        "stock-service",
                        database.url(),
                        "entry-api",
                        ServiceDatabase.migrated("messaging").url()));

        assertThat(terminal.run("dlq", "groups").lines()).hasSize(3);
        var result = terminal.run("dlq", "list", "entry-api");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("entry-api has no table of dead letters: it handles no events");
    }

    @Test
    void listCanBeFilteredByWhatIsKnownOfADeadLetter() {
        assertThat(terminal.run("dlq", "list", "stock-service", "--json").lines())
                .hasSize(7);
        assertThat(terminal.run("dlq", "list", "stock-service", "--json", "--reason", "REJECTED")
                        .lines())
                .singleElement()
                .asString()
                .contains("\"eventId\":\"e-7\"", "\"subject\":\"o-e-7\"");
        assertThat(terminal.run("dlq", "list", "stock-service", "--json", "--group", group("e-1"))
                        .lines())
                .hasSize(6);
        assertThat(terminal.run("dlq", "list", "stock-service", "--json", "--handler", "other")
                        .out())
                .isEmpty();
        assertThat(terminal.run("dlq", "list", "stock-service", "--limit", "2").err())
                .contains("of 7", "--after 2");
    }

    @Test
    void listAlsoTellsWhatLiesInTheNets() {
        cloud.createQueue(terminal.name("stock-service_dlq"), Map.of());
        cloud.queue(terminal.name("stock-service_dlq")).send(List.of(new Message("{}", Map.of())));

        assertThat(terminal.run("dlq", "list", "stock-service").err())
                .contains(terminal.name("stock-service_dlq") + " holds about 1 more");
    }

    @Test
    void showTellsAllButTheBody() {
        var result = terminal.run("dlq", "show", "stock-service", "7");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("order.placed.v1 e-7", "REJECTED", "article 17")
                .doesNotContain("example.org");
        assertThat(terminal.run("dlq", "show", "stock-service", "99").exitCode())
                .isEqualTo(3);
    }

    @Test
    void aBodyWhoseContractIsUnknownIsShownOnlyUnmasked() {
        assertThat(terminal.run("dlq", "show", "stock-service", "7", "--body").exitCode())
                .isEqualTo(4);
        assertThat(terminal.run("dlq", "show", "stock-service", "7", "--body", "--unmask")
                        .out())
                .contains("someone@example.org");
    }

    @Test
    void whatTheContractSaysIsAboutPersonsAndWhatItDoesNotNameIsMasked() throws IOException, SQLException {
        EventCommandTest.contract(folder);
        database.execute(
                "UPDATE entrega.dead_letter SET type = 'meal.ordered.v1', body = ? WHERE event_id = 'e-7'", """
            {"specversion":"1.0","id":"e-7","source":"/kitchen","type":"meal.ordered.v1","subject":"m",
             "time":"2026-01-01T00:00:00Z",
             "data":{"dish":"soup","guest":{"email":"someone@example.org"},"allergy":"nuts"}}""");

        assertThat(terminal.run("dlq", "show", "stock-service", "7", "--body").out())
                .contains("\"dish\":\"soup\"", "\"email\":\"***\"", "\"allergy\":\"***\"")
                .doesNotContain("example.org", "nuts");
    }

    @Test
    void redriveTellsWhatBecameOfWhatItBroughtBack() throws Exception {
        try (var service = new PretendedService(database, "e-2")) {
            var result = terminal.run("dlq", "redrive", "stock-service", "--group", group("e-1"), "--yes");

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.out()).contains("brought back 6 of 6: 5 handled, 1 failed again, 0 under way; 0 left");
            assertThat(service.received()).containsExactlyInAnyOrder("e-1", "e-2", "e-3", "e-4", "e-5", "e-6");
        }
        assertThat(database.count("SELECT count(*) FROM entrega.audit WHERE action = 'redrive' AND who LIKE '%@%'"))
                .isEqualTo(6);
        assertThat(database.count(
                        "SELECT count(*) FROM entrega.outbox WHERE queue = '" + terminal.name("stock-service") + "'"))
                .isEqualTo(6);
    }

    @Test
    void aWholeRedriveExitsWith0() throws Exception {
        try (var service = new PretendedService(database)) {
            var result = terminal.run("dlq", "redrive", "stock-service", "--yes", "--json");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).contains("\"redriven\":7", "\"handled\":7", "\"left\":0", "\"end\":\"DONE\"");
            assertThat(service.received()).hasSize(7);
        }
    }

    @Test
    void withoutAServiceThatRunsTheyAreUnderWayAndThatIsSaid() {
        var result = terminal.run("dlq", "redrive", "stock-service", "--yes", "--wait", "0s", "--limit", "2");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out()).contains("brought back 2 of 7", "2 under way; 5 left");
        assertThat(result.err()).contains("is it running?");
    }

    @Test
    void aSampleThatFailsKeepsTheOthersBack() throws Exception {
        try (var service = new PretendedService(database, "e-1", "e-2")) {
            var result = terminal.run("dlq", "redrive", "stock-service", "--sample", "2", "--yes");

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(service.received()).containsExactlyInAnyOrder("e-1", "e-2");
            assertThat(result.err()).contains("stopped", "failed again");
        }
    }

    @Test
    void aSampleThatEndsWellLetsTheOthersFollow() throws Exception {
        try (var service = new PretendedService(database)) {
            assertThat(terminal.run("dlq", "redrive", "stock-service", "--sample", "2", "--yes")
                            .exitCode())
                    .isZero();
            assertThat(service.received()).hasSize(7);
        }
    }

    @Test
    void afterTheSampleTheOthersFollowInBatchesThatGrowWhileTheyEndWell() throws Exception {
        try (var service = new PretendedService(database, "e-4")) {
            var result = terminal.run(
                    "dlq", "redrive", "stock-service", "--sample", "1", "--stop-on-failure", "1%", "--yes", "--json");

            assertThat(result.out()).contains("\"end\":\"FAILING\"");
            assertThat(service.received())
                    .as("1, 1, 2, and the last of these failed")
                    .containsExactly("e-1", "e-2", "e-3", "e-4");
        }
    }

    private void orderOfMeals() throws IOException, SQLException {
        EventCommandTest.contract(folder);
        database.execute(
                "UPDATE entrega.dead_letter SET type = 'meal.ordered.v1', subject = 'm', source = '/kitchen', body = ?"
                        + " WHERE event_id = 'e-7'",
                """
            {"specversion":"1.0","id":"e-7","source":"/kitchen","type":"meal.ordered.v1","subject":"m",
             "time":"2026-01-01T00:00:00Z","tip":1.10,
             "data":{"dish":17,"guest":{"email":"someone@example.org"},"allergy":"nuts"}}""");
    }

    private String body() throws SQLException {
        return database.text("SELECT body FROM entrega.dead_letter WHERE event_id = 'e-7'");
    }

    @Test
    void anEditedBodyIsCheckedKeptAndBroughtBackInOne() throws Exception {
        orderOfMeals();
        String before = body();

        var refused = terminal.run("dlq", "edit", "stock-service", "--id", "7", "--set", "/data/dish=18", "--yes");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.out()).contains("/data/dish: ");
        assertThat(body()).isEqualTo(before);

        var edited = terminal.run(
                "dlq", "edit", "stock-service", "--id", "7", "--set", "/data/dish=fish soup", "--why", "typo", "--yes");
        assertThat(edited.exitCode()).as(edited.err()).isZero();
        assertThat(body()).contains("\"dish\":\"fish soup\"", "\"id\":\"e-7\"", "\"tip\":1.10");
        assertThat(database.text("SELECT body FROM entrega.audit WHERE action = 'edit' AND detail = 'typo'"))
                .isEqualTo(before);

        var redriven = terminal.run(
                "dlq", "edit", "stock-service", "--id", "7", "--set", "/data/dish=soup", "--redrive", "--yes");
        assertThat(redriven.exitCode()).isZero();
        assertThat(database.text("SELECT body FROM entrega.outbox WHERE event_id = 'e-7'"))
                .contains("\"dish\":\"soup\"");
        assertThat(database.count("SELECT count(*) FROM entrega.dead_letter WHERE event_id = 'e-7'"))
                .isZero();
    }

    @Test
    void anEditThatCanNotBeBroughtBackIsNotKeptEither() throws Exception {
        orderOfMeals();
        String before = body();
        database.execute("ALTER TABLE entrega.outbox ADD CONSTRAINT none CHECK (event_id <> 'e-7')");

        var result = terminal.run(
                "dlq", "edit", "stock-service", "--id", "7", "--set", "/data/dish=soup", "--redrive", "--yes");

        assertThat(result.exitCode()).isNotZero();
        assertThat(body()).isEqualTo(before);
        assertThat(database.count("SELECT count(*) FROM entrega.audit")).isZero();
    }

    @Test
    void anEditNeverMakesAnotherEvent() throws Exception {
        orderOfMeals();
        assertThat(terminal.run("dlq", "edit", "stock-service", "--id", "7", "--set", "/id=e-8", "--yes")
                        .exitCode())
                .isEqualTo(4);
        assertThat(terminal.run("dlq", "edit", "stock-service", "--id", "7", "--set", "/data/no/where=1", "--yes")
                        .exitCode())
                .isEqualTo(2);
        assertThat(terminal.run("dlq", "edit", "stock-service", "--id", "7").exitCode())
                .as("no terminal for an editor")
                .isEqualTo(2);
        assertThat(terminal.run("dlq", "edit", "stock-service", "--id", "1", "--set", "/data/x=1", "--yes")
                        .err())
                .contains("no contract of order.placed.v1");
    }

    @Test
    void withAnEditorItIsTheUsersText() throws Exception {
        orderOfMeals();
        var result = terminal.set("EDITOR", "sed -i s/17/\\\"stew\\\"/")
                .answering("y")
                .run("dlq", "edit", "stock-service", "--id", "7");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(body()).contains("stew");
    }

    @Test
    void aRedriveThatAllowsDuplicatesSaysSoInTheBody() throws SQLException {
        terminal.run("dlq", "redrive", "stock-service", "--id", "7", "--allow-duplicates", "--yes", "--wait", "0s");

        assertThat(database.text("SELECT body FROM entrega.outbox WHERE event_id = 'e-7'"))
                .contains("\"allowduplicates\":true");
    }

    @Test
    void tooManyFailuresStopIt() throws Exception {
        for (int i = 100; i < 200; i++) {
            database.deadLetter("e-" + i, "ATTEMPTS_EXHAUSTED", "IllegalStateException at Other.java:1");
        }
        try (var service = PretendedService.thatFailsAlways(database)) {
            var result = terminal.run(
                    "dlq", "redrive", "stock-service", "--stop-on-failure", "5%", "--rate", "60/s", "--yes", "--json");

            assertThat(result.exitCode()).isEqualTo(5);
            assertThat(result.out()).contains("\"end\":\"FAILING\"");
            assertThat(service.received()).hasSizeLessThan(100);
        }
    }

    @Test
    void whatFailsAgainIsNotSentInCircles() throws Exception {
        try (var service = PretendedService.thatFailsAlways(database)) {
            var result = terminal.run("dlq", "redrive", "stock-service", "--rate", "20/s", "--yes");

            assertThat(result.out()).contains("brought back 7 of 7: 0 handled, 7 failed again, 0 under way; 7 left");
            assertThat(service.received()).hasSize(7);
        }
    }

    @Test
    void theRateIsKept() {
        long began = System.nanoTime();

        terminal.run("dlq", "redrive", "stock-service", "--rate", "5/s", "--yes", "--wait", "0s");

        assertThat((System.nanoTime() - began) / 1e9).isGreaterThan(1.3);
    }

    @Test
    void twiceAtOnceBringsEachBackOnce() throws Exception {
        for (int i = 100; i < 400; i++) {
            database.deadLetter("e-" + i, "REJECTED", "no");
        }
        try (var two = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new ArrayList<Future<Result>>();
            for (int i = 0; i < 2; i++) {
                runs.add(two.submit(() ->
                        terminal.run("dlq", "redrive", "stock-service", "--yes", "--wait", "0s", "--rate", "1000/s")));
            }
            for (var run : runs) {
                run.get();
            }
        }
        assertThat(database.count("SELECT count(*) FROM entrega.outbox")).isEqualTo(307);
        assertThat(database.count("SELECT count(DISTINCT event_id) FROM entrega.outbox"))
                .isEqualTo(307);
        assertThat(database.count("SELECT count(*) FROM entrega.dead_letter")).isZero();
    }

    @Test
    void dryRunChangesNothing() throws SQLException {
        var result = terminal.run("dlq", "redrive", "stock-service", "--reason", "REJECTED", "--dry-run");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("would bring 1 dead letter back");
        assertThat(database.count("SELECT count(*) FROM entrega.outbox")).isZero();
    }

    @Test
    void withoutATerminalAndWithoutYesItIsRefused() throws SQLException {
        assertThat(terminal.run("dlq", "redrive", "stock-service").exitCode()).isEqualTo(4);
        assertThat(terminal.run("dlq", "discard", "stock-service", "--why", "x").exitCode())
                .isEqualTo(4);
        assertThat(database.count("SELECT count(*) FROM entrega.dead_letter")).isEqualTo(7);
    }

    @Test
    void inProdTheServicesNameHasToBeTyped() throws IOException, SQLException {
        var prod = Terminal.withProfile(folder, "prod", Map.of("stock-service", database.url()));

        assertThat(prod.answering("y")
                        .run("dlq", "discard", "stock-service", "--why", "x")
                        .exitCode())
                .isEqualTo(4);
        assertThat(prod.answering("stock-service")
                        .run("dlq", "discard", "stock-service", "--why", "x")
                        .exitCode())
                .isZero();
        assertThat(database.count("SELECT count(*) FROM entrega.dead_letter")).isZero();
    }

    @Test
    void discardTakesThoseAloneThatWereNamedAndWritesDownWhy() throws SQLException {
        var result = terminal.run(
                "dlq", "discard", "stock-service", "--id", "3", "--id", "7", "--why", "ordered twice", "--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(database.count("SELECT count(*) FROM entrega.dead_letter")).isEqualTo(5);
        assertThat(database.count(
                        "SELECT count(*) FROM entrega.audit WHERE action = 'discard' AND detail LIKE 'ordered twice%'"))
                .isEqualTo(2);
    }

    @Test
    void discardNeedsAReason() {
        assertThat(terminal.run("dlq", "discard", "stock-service", "--yes").exitCode())
                .isEqualTo(2);
    }

    @Test
    void ratesAndSharesThatCanNotBeReadAreUsageErrors() {
        assertThat(terminal.run("dlq", "redrive", "stock-service", "--rate", "fast")
                        .exitCode())
                .isEqualTo(2);
        assertThat(terminal.run("dlq", "redrive", "stock-service", "--stop-on-failure", "much")
                        .exitCode())
                .isEqualTo(2);
        assertThat(terminal.run("dlq", "list", "stock-service", "--reason", "BORED")
                        .err())
                .contains("REJECTED");
    }

    @Test
    void anUnknownServiceIsAnsweredWithTheOneThatWasMeant() {
        var result = terminal.run("dlq", "list", "stok-service");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("Did you mean stock-service?");
    }

    private String group(String eventId) {
        String json = terminal.run("dlq", "list", "stock-service", "--json").lines().stream()
                .filter(line -> line.contains("\"" + eventId + "\""))
                .findFirst()
                .orElseThrow();
        return json.replaceFirst(".*\"group\":\"([0-9a-f]{8})\".*", "$1");
    }
}
