package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueCommandTest {
    private static final String EVENT = """
        {"specversion":"1.0","id":"e-%d","source":"/orders-api","type":"order.placed.v1","subject":"o-%d",
         "time":"2026-01-01T00:00:00Z","data":{}}""";

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = Terminal.withVariables(folder);
    }

    @Test
    void listShowsTheQueuesOfTheEnvironmentAloneAndHowFullTheyAre() {
        queue("stock-service", 3);
        queue("orders-api", 0);
        cloud.createQueue("other" + terminal.environment + "_x", Map.of());

        var result = terminal.run("queue", "list");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).hasSize(3);
        assertThat(result.lines().get(2)).matches(terminal.name("stock-service") + " +3 +0 +0 +[0-9]+s");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void listAsJsonIsADocumentEachLine() {
        queue("stock-service", 2);

        assertThat(terminal.run("queue", "list", "--json").lines())
                .singleElement()
                .asString()
                .contains(
                        "\"name\":\"" + terminal.name("stock-service") + "\"",
                        "\"waiting\":2",
                        "\"oldestSentAt\":\"20");
    }

    @Test
    void aQueueThatServicesReceiveFromIsNotReceivedFromJustToTellAnAge() {
        String net = cloud.createQueue(terminal.name("stock-service_dlq"), Map.of());
        queue("stock-service", 1);
        cloud.setQueueAttributes(
                terminal.name("stock-service"),
                Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + net + "\",\"maxReceiveCount\":3}"));

        assertThat(terminal.run("queue", "list", "stock").out()).contains("--age");
        assertThat(receives("stock-service")).isEqualTo(1);
    }

    @Test
    void peekShowsEventsAndGivesThemBackAtOnce() {
        queue("stock-service", 2);

        var result = terminal.run("queue", "peek", "stock-service");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("order.placed.v1", "o-0", "e-0", "o-1", "e-1")
                .doesNotContain("data");
        assertThat(cloud.queue(terminal.name("stock-service"))
                        .receive(10, Duration.ofSeconds(1), Duration.ofSeconds(9)))
                .hasSize(2);
    }

    @Test
    void peekSaysThatALookCountsAsAReceive() {
        String net = cloud.createQueue(terminal.name("stock-service_dlq"), Map.of());
        queue("stock-service", 1);
        cloud.setQueueAttributes(
                terminal.name("stock-service"),
                Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + net + "\",\"maxReceiveCount\":7}"));

        assertThat(terminal.run("queue", "peek", "stock-service").err()).contains("counted as a receive", "after 7");
    }

    @Test
    void peekShowsABodyOnRequestOnly() {
        queue("stock-service", 1);

        assertThat(terminal.run("queue", "peek", "stock-service", "--json").out())
                .contains("\"body\":null");
        assertThat(terminal.run("queue", "peek", "stock-service", "--json", "--body")
                        .out())
                .contains("specversion");
    }

    @Test
    void aMistypedQueueIsAnsweredWithTheOneThatWasMeant() {
        queue("stock-service", 0);

        var result = terminal.run("queue", "peek", "stok-service");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).contains("Did you mean " + terminal.name("stock-service")),
                        line -> assertThat(line).startsWith("Next: toolbelt queue list"));
    }

    @Test
    void purgeWithoutATerminalAndWithoutYesIsRefused() {
        queue("stock-service", 2);

        var result = terminal.run("queue", "purge", "stock-service");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("--yes");
        assertThat(waiting("stock-service")).isEqualTo(2);
    }

    @Test
    void purgeDeletesWhatIsInAQueueWhenThePersonAgrees() {
        queue("stock-service", 2);

        assertThat(terminal.answering("n")
                        .run("queue", "purge", "stock-service")
                        .exitCode())
                .isEqualTo(4);
        assertThat(waiting("stock-service")).isEqualTo(2);
        assertThat(terminal.answering("y")
                        .run("queue", "purge", "stock-service")
                        .exitCode())
                .isZero();
        await().untilAsserted(() -> assertThat(waiting("stock-service")).isZero());
    }

    @Test
    void purgeDryRunDeletesNothing() {
        queue("stock-service", 2);

        assertThat(terminal.run("queue", "purge", "stock-service", "--dry-run").out())
                .contains("would delete about 2");
        assertThat(waiting("stock-service")).isEqualTo(2);
    }

    @Test
    void inProdTheQueuesNameHasToBeTyped() {
        terminal.set("ENTREGA_ENV", "prod");
        String name = "x%08x".formatted(System.nanoTime() & 0xffffffffL);
        cloud.createQueue("prod_" + name, Map.of());

        assertThat(terminal.answering("y").run("queue", "purge", name).exitCode())
                .isEqualTo(4);
        assertThat(terminal.answering("prod_" + name)
                        .run("queue", "purge", name)
                        .exitCode())
                .isZero();
    }

    @Test
    void moveTakesAllMessagesWithTheirAttributesToAnotherQueue() {
        queue("stock-service_dlq", 12);
        queue("stock-service", 0);

        var result = terminal.run("queue", "move", "stock-service_dlq", "stock-service", "--yes", "--json");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("\"moved\":12", "\"failed\":0");
        assertThat(waiting("stock-service_dlq")).isZero();
        assertThat(waiting("stock-service")).isEqualTo(12);
        assertThat(cloud.queue(terminal.name("stock-service"))
                        .receive(1, Duration.ofSeconds(1), Duration.ofSeconds(9))
                        .getFirst()
                        .attributes())
                .containsEntry("type", "order.placed.v1");
    }

    @Test
    void whatTheOtherQueueDoesNotTakeStaysAndIsCounted() {
        queue("stock-service_dlq", 3);
        cloud.queue(terminal.name("stock-service_dlq")).send(List.of(new Message("x".repeat(2000), Map.of())));
        queue("small", 0);
        cloud.setQueueAttributes(terminal.name("small"), Map.of("MaximumMessageSize", "1024"));

        var result = terminal.run("queue", "move", "stock-service_dlq", "small", "--yes", "--json");

        assertThat(result.exitCode()).as(result.err()).isEqualTo(5);
        assertThat(result.out()).contains("\"moved\":3", "\"failed\":1");
        assertThat(waiting("small")).isEqualTo(3);
        var left = cloud.operations().queue(terminal.name("stock-service_dlq")).orElseThrow();
        assertThat(left.waiting() + left.inFlight()).isEqualTo(1);
    }

    @Test
    void moveKeepsToItsLimit() {
        queue("a", 12);
        queue("b", 0);

        assertThat(terminal.run("queue", "move", "a", "b", "--limit", "5", "--yes")
                        .exitCode())
                .isZero();
        assertThat(waiting("a")).isEqualTo(7);
        assertThat(waiting("b")).isEqualTo(5);
    }

    @Test
    void aBrokerThatDoesNotAnswerExitsWith6AndNamesTheNextCommand() {
        terminal.set("AWS_ENDPOINT_URL", "http://127.0.0.1:1");

        var result = terminal.run("queue", "list");

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).last().isEqualTo("Next: toolbelt doctor");
    }

    @Test
    void ageAndWatchTogetherWouldMakeDeadLettersAndAreRefused() {
        assertThat(terminal.run("queue", "list", "--age", "--watch").exitCode()).isEqualTo(2);
    }

    private void queue(String name, int messages) {
        cloud.createQueue(terminal.name(name), Map.of());
        var queue = cloud.queue(terminal.name(name));
        IntStream.range(0, messages)
                .forEach(i ->
                        queue.send(List.of(new Message(EVENT.formatted(i, i), Map.of("type", "order.placed.v1")))));
    }

    private long waiting(String name) {
        return cloud.operations().queue(terminal.name(name)).orElseThrow().waiting();
    }

    private int receives(String name) {
        return cloud.queue(terminal.name(name))
                .receive(1, Duration.ofSeconds(1), Duration.ZERO)
                .getFirst()
                .receiveCount();
    }
}
