package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.aws.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventCommandTest {
    private static final String SCHEMA = """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","description":"A meal was ordered.","type":"object",
         "required":["guest","dish"],
         "properties":{
           "guest":{"description":"Who eats.","type":"object","required":["email"],
             "properties":{"email":{"description":"Where to write to.","type":"string","format":"email","x-pii":true}}},
           "dish":{"description":"What.","type":"string","minLength":1,"maxLength":20}}}""";

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private Terminal terminal;

    @BeforeEach
    void aProjectWithAContract() throws IOException {
        terminal = Terminal.withVariables(folder);
        terminal.service("kitchen", TopologyCommandTest.STOCK);
        contract(folder);
    }

    static void contract(Path folder) throws IOException {
        Path meal = Files.createDirectories(folder.resolve("contracts/meal/ordered/v1.examples"));
        Files.writeString(folder.resolve("contracts/meal/noun.yaml"), "owner: kitchen\ndescription: A meal.\n");
        Files.writeString(meal.resolveSibling("v1.schema.json"), SCHEMA);
        Files.writeString(meal.resolve("valid.json"), "{\"guest\":{\"email\":\"a@example.org\"},\"dish\":\"soup\"}");
        Files.writeString(
                meal.resolve("valid-second.json"), "{\"guest\":{\"email\":\"b@example.org\"},\"dish\":\"fish\"}");
    }

    @Test
    void anExampleIsPublishedForAllReaders() throws IOException {
        subscribed();

        var result = terminal.run("event", "send", "meal.ordered.v1", "--example", "--subject", "m-1");

        assertThat(result.exitCode()).isZero();
        var received = new CloudEventFormat().read(received());
        assertThat(received.id()).isEqualTo(result.out().strip());
        assertThat(received.subject()).isEqualTo("m-1");
        assertThat(received.source()).isEqualTo("/toolbelt");
        assertThat(received.data().path("dish").asText()).isEqualTo("soup");
    }

    @Test
    void anExampleCanBeChosenByName() {
        subscribed();

        assertThat(terminal.run("event", "send", "meal.ordered.v1", "--example", "valid-second")
                        .exitCode())
                .isZero();
        assertThat(received()).contains("fish");
        assertThat(terminal.run("event", "send", "meal.ordered.v1", "--example", "valid-secnd")
                        .err())
                .contains("Did you mean valid-second");
    }

    @Test
    void whatTheContractRefusesIsNamedByPointersAndNotSent() {
        subscribed();

        var result = terminal.piping("{\"guest\":{\"email\":\"nobody\",\"age\":3}}")
                .run("event", "send", "meal.ordered.v1", "--from-stdin");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("/guest/email: format", "/guest: additionalProperties age", "/: required dish");
        assertThat(waiting()).isZero();
    }

    @Test
    void aFileWithTheDataIsReadFromTheUsersFolder() throws IOException {
        subscribed();
        Files.writeString(folder.resolve("meal.json"), "{\"guest\":{\"email\":\"c@example.org\"},\"dish\":\"pie\"}");

        assertThat(terminal.run("event", "send", "meal.ordered.v1", "--data", "meal.json")
                        .exitCode())
                .isZero();
        assertThat(received()).contains("pie");
    }

    @Test
    void brokenJsonIsToldByItsPlace() {
        var result = terminal.piping("{\"dish\":").run("event", "send", "meal.ordered.v1", "--from-stdin");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("broken at line 1");
    }

    @Test
    void dryRunChecksAndSendsNothing() {
        subscribed();

        var result = terminal.run("event", "send", "meal.ordered.v1", "--example", "--dry-run", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("\"sent\":false", "\"violations\":[]");
        assertThat(waiting()).isZero();
    }

    @Test
    void anUnknownTypeIsAnsweredWithTheOneThatWasMeant() {
        var result = terminal.run("event", "send", "meal.order.v1", "--example");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("Did you mean meal.ordered.v1");
    }

    @Test
    void aTopicThatIsMissingIsNotMadeByTheWay() {
        var result = terminal.run("event", "send", "meal.ordered.v1", "--example");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("no topic " + terminal.name("meal_ordered_v1"));
        assertThat(cloud.topicArns()).doesNotContainKey(terminal.name("meal_ordered_v1"));
    }

    @Test
    void withoutDataItIsAUsageError() {
        assertThat(terminal.run("event", "send", "meal.ordered.v1").exitCode()).isEqualTo(2);
    }

    @Test
    void theStoryOfAnEventIsToldOverAllServices() throws IOException, SQLException {
        var kitchen = ServiceDatabase.migrated();
        var floor = ServiceDatabase.migrated();
        kitchen.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, published_at)
            VALUES ('e-7', 'meal.ordered.v1', '/kitchen', 'm-7', '{}', clock_timestamp())""");
        floor.execute(
                "INSERT INTO entrega.inbox (handler, source, event_id, duplicates) VALUES ('serve', '/kitchen', 'e-7', 2)");
        var both = Terminal.withProfile(folder, Map.of("kitchen", kitchen.url(), "floor", floor.url()));

        var result = both.run("event", "show", "e-7");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("meal.ordered.v1 e-7", "subject m-7")
                .containsSubsequence("kitchen", "accepted", "published", "floor", "serve", "handled", "2 times");
        assertThat(both.run("event", "show", "e-7", "--json").out()).contains("\"what\":\"HANDLED\"");
        assertThat(both.run("event", "show", "e-8").exitCode()).isEqualTo(3);
    }

    @Test
    void aStoryWithADatabaseMissingIsToldInPart() throws IOException, SQLException {
        var kitchen = ServiceDatabase.migrated();
        kitchen.execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body)
            VALUES ('e-9', 'meal.ordered.v1', '/kitchen', 'm-9', '{}')""");
        var both = Terminal.withProfile(
                folder, Map.of("kitchen", kitchen.url(), "floor", "postgres://x:topsecret@127.0.0.1:1/floor"));

        var result = both.run("event", "show", "e-9");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.out()).contains("not published yet");
        assertThat(result.err()).contains("floor").doesNotContain("topsecret");
    }

    private void subscribed() {
        String topic = cloud.createTopic(terminal.name("meal_ordered_v1"), Map.of());
        String queue = cloud.createQueue(terminal.name("floor"), Map.of());
        cloud.setQueueAttributes(terminal.name("floor"), Map.of("Policy", """
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
                         "Action":"sqs:SendMessage","Resource":"%s"}]}""".formatted(queue)));
        cloud.subscribe(topic, queue, Map.of("RawMessageDelivery", "true"));
    }

    private String received() {
        return cloud.queue(terminal.name("floor"))
                .receive(1, Duration.ofSeconds(5), Duration.ofSeconds(9))
                .getFirst()
                .body();
    }

    private long waiting() {
        return cloud.operations().queue(terminal.name("floor")).orElseThrow().waiting();
    }
}
