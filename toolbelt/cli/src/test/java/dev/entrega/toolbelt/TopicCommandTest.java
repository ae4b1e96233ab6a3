package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.toolbelt.Terminal.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCommandTest {
    private static final String EVENT = """
        {"specversion":"1.0","id":"e-1","source":"/orders-api","type":"order.placed.v1","subject":"o-1",
         "time":"2026-01-01T00:00:00Z","data":{"email":"someone@example.org"}}""";

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private Terminal terminal;

    @BeforeEach
    void openTerminal() {
        terminal = Terminal.withVariables(folder);
    }

    @Test
    void listShowsTopicsWithTheirSubscribers() {
        topic();
        String queue = cloud.createQueue(terminal.name("stock-service"), Map.of());
        cloud.subscribe(cloud.createTopic(topic(), Map.of()), queue, Map.of());
        cloud.createTopic(terminal.name("order_shipped_v1"), Map.of());

        var result = terminal.run("topic", "list");

        assertThat(result.lines())
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("TOPIC"),
                        read -> assertThat(read).matches(topic() + " +" + terminal.name("stock-service")),
                        unread -> assertThat(unread).endsWith("nobody"));
    }

    @Test
    void listNamesThePublishersOfTheProjectOnRequest() throws Exception {
        topic();
        terminal.service("orders-api", """
            {"service":"orders-api","environment":"ENV",
             "publishes":[{"type":"order.placed.v1","topic":"ENV_order_placed_v1"}],
             "handlers":[],"queue":null,"database":true,"settings":[]}""");

        assertThat(terminal.run("topic", "list", "--publishers", "--json").out())
                .contains("\"publishers\":[\"orders-api\"]");
    }

    @Test
    void tailShowsWhatIsPublishedAndItsQueueGoesAway() throws Exception {
        topic();
        try (var tails = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Result> tail = tails.submit(() -> terminal.run("topic", "tail", "order.placed.v1", "--limit", "2"));
            await().until(() -> !tailQueues().isEmpty());
            publishUntil(tail);

            assertThat(tail.get().exitCode()).isZero();
            assertThat(tail.get().lines()).hasSize(2);
            assertThat(tail.get().lines().getFirst())
                    .contains("order.placed.v1", "o-1", "/orders-api", "e-1")
                    .doesNotContain("example.org");
        }
        assertThat(tailQueues()).isEmpty();
        assertThat(cloud.operations().subscriptions(cloud.createTopic(topic(), Map.of())))
                .isEmpty();
    }

    @Test
    void tailInJsonLeavesOutTheDataUntilItIsAskedFor() throws Exception {
        topic();
        try (var tails = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Result> bare =
                    tails.submit(() -> terminal.run("topic", "tail", "order.placed.v1", "--limit", "1", "--json"));
            publishUntil(bare);
            assertThat(bare.get().out()).contains("\"id\":\"e-1\"").doesNotContain("example.org");

            Future<Result> whole = tails.submit(
                    () -> terminal.run("topic", "tail", "order.placed.v1", "--limit", "1", "--json", "--body"));
            publishUntil(whole);
            assertThat(whole.get().out()).contains("\"id\":\"e-1\"", "example.org");
        }
    }

    @Test
    void aTailThatWasKilledIsCleanedUpByTheNext() throws Exception {
        topic();
        String abandoned = terminal.name("tail_killed");
        String queue = cloud.createQueue(
                abandoned,
                Map.of(
                        "entrega:alive", Instant.now().minusSeconds(600).toString(),
                        "entrega:topic", cloud.createTopic(topic(), Map.of())));
        cloud.subscribe(cloud.createTopic(topic(), Map.of()), queue, Map.of());
        String living = terminal.name("tail_living");
        cloud.createQueue(
                living,
                Map.of(
                        "entrega:alive", Instant.now().toString(),
                        "entrega:topic", cloud.createTopic(topic(), Map.of())));

        try (var tails = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Result> tail = tails.submit(() -> terminal.run("topic", "tail", "order.placed.v1", "--limit", "1"));
            publishUntil(tail);
            assertThat(tail.get().err()).contains("removed " + abandoned);
        }
        assertThat(tailQueues()).containsExactly(living);
        assertThat(cloud.operations().subscriptions(cloud.createTopic(topic(), Map.of())))
                .isEmpty();
    }

    @Test
    void aMistypedTypeIsAnsweredWithTheTopicThatWasMeant() {
        topic();

        var result = terminal.run("topic", "tail", "order.place.v1");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("Did you mean " + topic());
    }

    private String topic() {
        String name = terminal.name("order_placed_v1");
        cloud.createTopic(name, Map.of());
        return name;
    }

    /** What is published before the subscription stands nobody gets, so once is not enough. */
    private void publishUntil(Future<Result> tail) {
        await().until(() -> {
            cloud.topic(topic()).publish(List.of(new Message(EVENT, Map.of())));
            return tail.isDone();
        });
    }

    private List<String> tailQueues() {
        return cloud.operations().queues(terminal.name("tail_")).stream()
                .map(queue -> queue.name())
                .toList();
    }
}
