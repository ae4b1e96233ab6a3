package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody wants to be forgotten. */
class PiiCommandTest {

    private static final String[] ERASE = {"pii", "erase", "m-1", "--why", "the guest asked", "--yes"};

    @TempDir
    Path folder;

    private ServiceDatabase kitchen;
    private ServiceDatabase bar;
    private Terminal terminal;

    @BeforeEach
    void twoServicesThatKeepEvents() throws IOException, SQLException {
        kitchen = ServiceDatabase.migrated();
        bar = ServiceDatabase.migrated("messaging");
        terminal = Terminal.withProfile(folder, Map.of("kitchen", kitchen.url(), "bar", bar.url()));
        terminal.service("kitchen", TopologyCommandTest.STOCK);
        EventCommandTest.contract(folder);
    }

    private static String meal(String id, String subject) {
        return """
            {"specversion":"1.0","id":"%s","weight":1.10,"source":"/bar","type":"meal.ordered.v1","subject":"%s",
             "data":{"guest":{"email":"ana@example.org"},"dish":"soup","price":1.10,"note":"for Ana"}}""".formatted(id, subject);
    }

    private static void publish(ServiceDatabase database, String id, String subject, String published)
            throws SQLException {
        database.execute(
                "INSERT INTO entrega.outbox (event_id, type, source, subject, body, published_at, parked_reason)"
                        + " VALUES (?, 'meal.ordered.v1', '/bar', ?, ?, CASE ? WHEN 'yes' THEN now() END,"
                        + " CASE ? WHEN 'parked' THEN 'too large' END)",
                id,
                subject,
                meal(id, subject),
                published,
                published);
    }

    private void dead(String id, String subject, String body) throws SQLException {
        kitchen.execute(
                "INSERT INTO entrega.dead_letter (handler, source, event_id, type, subject, reason, detail, attempts,"
                        + " first_failed_at, last_failed_at, body, attributes)"
                        + " VALUES ('cook', '/bar', ?, 'meal.ordered.v1', ?, 'REJECTED', 'no', 1, now(), now(), ?, '{}')",
                id,
                subject,
                body);
    }

    private static long personal(ServiceDatabase database, String table) throws SQLException {
        return database.count("SELECT count(*) FROM entrega." + table + " WHERE body ~ '(?i)ana'");
    }

    @Test
    void whatIsPersonalIsTakenOutWhereverItIsKeptAndNothingElse() throws SQLException {
        publish(bar, "e-1", "m-1", "yes");
        publish(bar, "e-2", "m-1", "parked");
        publish(bar, "e-3", "m-2", "yes");
        dead("e-1", "m-1", meal("e-1", "m-1"));
        kitchen.execute(
                "INSERT INTO entrega.held (queue, group_id, source, event_id, type, subject, body)"
                        + " VALUES ('q', 'm-1', '/bar', 'e-4', 'meal.ordered.v1', 'm-1', ?)",
                meal("e-4", "m-1"));
        kitchen.execute(
                "INSERT INTO entrega.audit (who, action, handler, source, event_id, detail, body)"
                        + " VALUES ('ada', 'edit', 'cook', '/bar', 'e-1', 'a typo', ?)",
                meal("e-1", "m-1"));

        var result = terminal.run(ERASE);

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines().stream()
                        .map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactlyInAnyOrder(
                        "SERVICE JOURNAL DEAD LETTERS HELD EDITS ERASED WAITING",
                        "bar 2 0 0 0 2 0",
                        "kitchen 0 1 1 1 3 0");
        assertThat(personal(bar, "outbox")).as("another's").isEqualTo(1);
        assertThat(personal(kitchen, "dead_letter")).isZero();
        assertThat(personal(kitchen, "held")).isZero();
        assertThat(personal(kitchen, "audit")).isZero();
        assertThat(bar.text("SELECT body FROM entrega.outbox WHERE event_id = 'e-1'"))
                .contains("\"id\":\"e-1\"", "\"subject\":\"m-1\"", "\"weight\":1.10")
                .contains("\"data\":{\"guest\":{\"email\":\"erased@example.com\"},\"dish\":\"soup\"}");
    }

    @Test
    void theAuditsSayWhoDidItAndWhyAndTheStoryToo() throws SQLException {
        publish(bar, "e-1", "m-1", "yes");
        dead("e-1", "m-1", meal("e-1", "m-1"));

        terminal.run(ERASE);

        String done = "WHERE action = 'erase' AND who LIKE '%@%' AND detail = 'the guest asked' AND event_id = 'e-1'";
        assertThat(bar.count("SELECT count(*) FROM entrega.outbox_audit " + done))
                .isEqualTo(1);
        assertThat(kitchen.count("SELECT count(*) FROM entrega.audit " + done + " AND handler = 'cook'"))
                .isEqualTo(1);
        assertThat(terminal.run("event", "show", "e-1").out()).contains("personal data erased", "the guest asked");
    }

    @Test
    void whatIsErasedIsNotErasedAgain() throws SQLException {
        publish(bar, "e-1", "m-1", "yes");
        terminal.run(ERASE);

        var again = terminal.run(ERASE);

        assertThat(again.exitCode()).isZero();
        assertThat(bar.count("SELECT count(*) FROM entrega.outbox_audit")).isEqualTo(1);
    }

    /** Its readers need it as it is; once it is sent it is erased like the others. */
    @Test
    void whatWaitsToBeSentIsLeftAndSaid() throws SQLException {
        publish(bar, "e-1", "m-1", "no");

        var result = terminal.run("pii", "erase", "m-1", "--why", "asked", "--yes", "--json");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out())
                .contains("{\"service\":\"bar\",\"journal\":0,\"deadLetters\":0,\"held\":0,\"edits\":0,\"erased\":0,"
                        + "\"waiting\":1}");
        assertThat(personal(bar, "outbox")).isEqualTo(1);
    }

    @Test
    void aTypeWithoutAContractIsLeftAndNamed() throws SQLException {
        publish(bar, "e-1", "m-1", "yes");
        bar.execute("UPDATE entrega.outbox SET body = replace(body, 'meal.ordered.v1', 'meal.eaten.v1')");

        var result = terminal.run(ERASE);

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("no contract", "meal.eaten.v1");
        assertThat(personal(bar, "outbox")).isEqualTo(1);
    }

    /** Nothing that fits the pattern is about nobody. */
    @Test
    void whatDoesNotFitItsContractAnyMoreIsErasedAndNamed() throws IOException, SQLException {
        Path paid = Files.createDirectories(folder.resolve("contracts/meal/paid"));
        Files.writeString(paid.resolve("v1.schema.json"), """
            {"$schema":"https://json-schema.org/draft/2020-12/schema","description":"A meal was paid.","type":"object",
             "required":["card"],"properties":{"card":
               {"description":"Its number.","type":"string","pattern":"^[0-9]{4}$","x-pii":true}}}""");
        bar.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, published_at, body)
            VALUES ('e-1', 'meal.paid.v1', '/bar', 'm-1', now(), '{"specversion":"1.0","id":"e-1","source":"/bar",
                    "type":"meal.paid.v1","subject":"m-1","data":{"card":"4711"}}')""");

        var result = terminal.run(ERASE);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("does not fit their contracts", "meal.paid.v1");
        assertThat(bar.text("SELECT body FROM entrega.outbox")).contains("\"card\":\"***\"");
    }

    @Test
    void ofAServiceAllIsErasedOrNothing() throws SQLException {
        publish(bar, "e-1", "m-1", "yes");
        publish(bar, "e-2", "m-1", "yes");
        bar.execute("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full'; END $$""");
        bar.execute("""
            CREATE TRIGGER full_disk BEFORE INSERT ON entrega.outbox_audit
               FOR EACH ROW WHEN (NEW.event_id = 'e-2') EXECUTE FUNCTION refuse()""");

        assertThat(terminal.run(ERASE).exitCode()).isNotZero();

        assertThat(personal(bar, "outbox")).isEqualTo(2);
        assertThat(bar.count("SELECT count(*) FROM entrega.outbox_audit")).isZero();
    }

    @Test
    void whatIsNoEventIsLeftAndSaid() throws SQLException {
        dead("e-1", "m-1", "no JSON, for Ana");

        var result = terminal.run(ERASE);

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("what is no event");
        assertThat(personal(kitchen, "dead_letter")).isEqualTo(1);
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamed() throws IOException, SQLException {
        publish(bar, "e-1", "m-1", "yes");
        var partly = Terminal.withProfile(
                folder, Map.of("bar", bar.url(), "kitchen", "postgres://nobody:none@localhost:1/none"));

        var result = partly.run(ERASE);

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).contains("kitchen");
        assertThat(personal(bar, "outbox")).isZero();
    }

    @Test
    void withoutConsentNothingHappens() throws SQLException {
        publish(bar, "e-1", "m-1", "yes");

        assertThat(terminal.run("pii", "erase", "m-1", "--why", "asked").exitCode())
                .isEqualTo(4);
        var dry = terminal.run("pii", "erase", "m-1", "--why", "asked", "--dry-run");

        assertThat(dry.exitCode()).isZero();
        assertThat(dry.out().replaceAll(" +", " ")).contains("bar 1 0 0 0 0 0");
        assertThat(personal(bar, "outbox")).isEqualTo(1);
        assertThat(terminal.run("pii", "erase", "m-1").exitCode())
                .as("no --why")
                .isEqualTo(2);
    }
}
