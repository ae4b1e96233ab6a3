package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private ServiceDatabase database;
    private Terminal terminal;

    @BeforeEach
    void aHealthySystem() throws IOException, SQLException {
        database = ServiceDatabase.migrated();
        terminal = Terminal.withProfile(folder, Map.of("stock-service", database.url()));
        terminal.service("stock-service", TopologyCommandTest.STOCK);
        terminal.run("topology", "apply", "--yes");
    }

    @Test
    void findsNothingWhereAllIsWell() {
        var result = terminal.run("doctor");

        assertThat(result.out()).doesNotContain("PROBLEM");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("broker", "topology", "migrations", "jdk")
                .contains("a new session has synchronous_commit on, lock_timeout 10s, "
                        + "idle_in_transaction_session_timeout 1min, client_connection_check_interval 1s");
    }

    @Test
    void findsNothingAtAServiceThatHandlesNothing() throws IOException {
        var entry = Terminal.withProfile(
                folder,
                Map.of("entry-api", ServiceDatabase.migrated("messaging").url()));

        assertThat(entry.run("doctor", "--json").lines())
                .filteredOn(line -> line.contains("entry-api"))
                .isNotEmpty()
                .noneMatch(line -> line.contains("PROBLEM"));
    }

    @Test
    void findsAMissingSubscription() {
        cloud.unsubscribe(
                cloud.createTopic(terminal.name("order_placed_v1"), Map.of()),
                cloud.findQueue(terminal.name("stock-service")).orElseThrow().arn());

        finds("topology", "subscription of " + terminal.name("stock-service"), "is missing");
    }

    @Test
    void findsAPolicyThatKeepsTheTopicOut() {
        cloud.setQueueAttributes(
                terminal.name("stock-service"), Map.of("Policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}"));

        finds("topology", "queue " + terminal.name("stock-service"), "Policy");
    }

    @Test
    void findsASubscriptionWhoseUndeliveredMessagesWouldBeLost() {
        String topic = cloud.createTopic(terminal.name("order_placed_v1"), Map.of());
        String queue =
                cloud.findQueue(terminal.name("stock-service")).orElseThrow().arn();
        cloud.unsubscribe(topic, queue);
        cloud.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));

        finds("topology", "subscription of " + terminal.name("stock-service"), "RedrivePolicy");
    }

    @Test
    void findsInOneLineThatNothingWasEverMade() throws IOException {
        var other = Terminal.withVariables(folder);
        other.service("stock-service", TopologyCommandTest.STOCK);

        assertThat(other.run("doctor").out())
                .containsPattern("PROBLEM +topology +6 things of stock-service are missing")
                .contains("toolbelt topology apply stock-service --env " + other.environment);
    }

    @Test
    void findsParkedEventsAndDeadLettersAndNetsThatAreNotEmpty() throws SQLException {
        database.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, parked_reason)
            VALUES ('e', 'stock.reserved.v1', '/stock-service', 's', '{}', 'too large')""");
        database.deadLetter("e-1", "REJECTED", "no such article");
        cloud.queue(terminal.name("stock-service_undelivered")).send(List.of(new Message("{}", Map.of())));

        var result = terminal.run("doctor");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("1 event parked", "too large")
                .contains("toolbelt dlq groups stock-service")
                .contains(terminal.name("stock-service_undelivered") + " holds about 1");
    }

    @Test
    void findsMigrationsThatHaveNotRun() throws IOException {
        var fresh = Terminal.withProfile(folder, Map.of("stock-service", SharedCloud.freshDatabase("fresh")));

        assertThat(fresh.run("doctor").out()).contains("V1__outbox.sql", "release process");
    }

    @Test
    void findsAnIndexThatACutOffMigrationLeftInvalid() throws SQLException {
        database.execute("CREATE TABLE t (a int)");
        database.execute("CREATE INDEX half_made ON t (a)");
        database.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'half_made'::regclass");

        finds("migrations", "half_made", "REINDEX");
    }

    @Test
    void findsADatabaseThatDoesNotAnswerAndNeverShowsItsPassword() throws IOException {
        var broken =
                Terminal.withProfile(folder, Map.of("stock-service", "postgres://someone:topsecret@127.0.0.1:1/stock"));

        var result = broken.run("doctor");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("127.0.0.1:1").doesNotContain("topsecret");
    }

    @Test
    void findsABrokerThatDoesNotAnswer() {
        var broken = Terminal.withVariables(folder).set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");

        var result = broken.run("doctor");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).containsPattern("PROBLEM +broker");
    }

    @Test
    void removesWhatAKilledTailHasLeftBehind() {
        cloud.createQueue(
                terminal.name("tail_killed"),
                Map.of(
                        "entrega:alive", Instant.now().minusSeconds(600).toString(),
                        "entrega:topic", cloud.createTopic(terminal.name("order_placed_v1"), Map.of())));

        assertThat(terminal.run("doctor").err()).contains("removed " + terminal.name("tail_killed"));
        assertThat(cloud.findQueue(terminal.name("tail_killed"))).isEmpty();
    }

    @Test
    void asJsonEachFindingIsALineWithItsLevel() {
        assertThat(terminal.run("doctor", "--json").lines())
                .allSatisfy(line -> assertThat(line).startsWith("{\"check\":").contains("\"level\":\"OK\""));
    }

    private void finds(String check, String... words) {
        var result = terminal.run("doctor", "--quiet");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern("PROBLEM +" + check)
                .contains(words)
                .contains("why", "how");
    }
}
