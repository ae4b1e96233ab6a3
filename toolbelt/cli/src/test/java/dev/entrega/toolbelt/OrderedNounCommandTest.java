package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands do with a noun whose events keep their order. */
class OrderedNounCommandTest {

    private static final String EVENT = "{\"specversion\":\"1.0\",\"id\":\"e-%d\",\"source\":\"/catalogue\","
            + "\"type\":\"%s\",\"subject\":\"%s\",\"time\":\"2026-03-01T12:00:00Z\",\"data\":{\"revision\":%d}}";

    private static final String POLICY = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},
         "Action":"sqs:SendMessage","Resource":"%s","Condition":{"ArnEquals":{"aws:SourceArn":"%s"}}}]}""";

    @TempDir
    Path folder;

    private final Resources cloud = Terminal.cloud();
    private ServiceDatabase catalogue;
    private ServiceDatabase shop;
    private Terminal terminal;

    @BeforeEach
    void aReaderOfPrices() throws IOException {
        catalogue = ServiceDatabase.migrated("messaging");
        shop = ServiceDatabase.migrated();
        terminal = Terminal.withProfile(folder, Map.of("catalogue", catalogue.url(), "shop", shop.url()));
        Files.writeString(folder.resolve("Procfile"), "worker: true\n");
        Path price = Files.createDirectories(folder.resolve("contracts/price/changed"));
        Files.writeString(price.resolveSibling("noun.yaml"), "{owner: prices, description: A price., ordered: true}");
        Files.writeString(price.resolve("v1.schema.json"), """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "description": "Another price.", "type": "object",
             "properties": {"revision": {"description": "Which.", "type": "integer"}}}""");
        cloud.createQueue(terminal.name("shop"), Map.of());
        String topic = cloud.createTopic(terminal.name("price.fifo"), Map.of());
        String queue = cloud.createQueue(terminal.name("shop.fifo"), Map.of());
        cloud.setQueueAttributes(terminal.name("shop.fifo"), Map.of("Policy", POLICY.formatted(queue, topic)));
        cloud.subscribe(
                topic,
                queue,
                Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"type\":[\"price.changed.v1\"]}"));
    }

    private List<ReceivedMessage> received(String queue) {
        var received = new ArrayList<ReceivedMessage>();
        while (true) {
            var batch = cloud.queue(terminal.name(queue)).receive(10, Duration.ZERO, Duration.ofMinutes(1));
            if (batch.isEmpty()) {
                return received;
            }
            // Or nothing more of their groups would come.
            cloud.queue(terminal.name(queue))
                    .delete(batch.stream().map(ReceivedMessage::receipt).toList());
            received.addAll(batch);
        }
    }

    private static List<Integer> revisions(List<ReceivedMessage> messages, String group) {
        return messages.stream()
                .filter(message ->
                        Objects.requireNonNull(message.fifo()).group().equals(group))
                .map(message -> new CloudEventFormat()
                        .read(message.body())
                        .data()
                        .path("revision")
                        .asInt())
                .toList();
    }

    private static Message message(int nr, String type, String subject) {
        return new Message(
                EVENT.formatted(nr, type, subject, nr), Map.of("type", type), new Fifo(subject, "d-" + nr + type));
    }

    @Test
    void sendPublishesOnTheNounsTopicInTheGroupOfItsSubject() {
        var result = terminal.piping("{\"revision\":7}")
                .run("event", "send", "price.changed.v1", "--from-stdin", "--subject", "SKU-1");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(revisions(received("shop.fifo"), "SKU-1")).containsExactly(7);
    }

    @Test
    void tailShowsTheTypeThatIsAskedForAndNotItsNeighboursOnTheTopic() throws Exception {
        try (var tails = Executors.newVirtualThreadPerTaskExecutor()) {
            var tail = tails.submit(() -> terminal.run("topic", "tail", "price.changed.v1", "--limit", "1"));
            await().until(() ->
                    !cloud.operations().queues(terminal.name("tail_")).isEmpty());
            for (int nr = 1; !tail.isDone(); nr++) {
                cloud.topic(terminal.name("price.fifo"))
                        .publish(List.of(
                                message(nr, "price.removed.v1", "SKU-1"), message(nr, "price.changed.v1", "SKU-2")));
            }

            assertThat(tail.get().lines()).singleElement().asString().contains("price.changed.v1", "SKU-2");
        }
    }

    @Test
    void replaySendsInOrderToTheReadersFifoQueue() throws SQLException {
        for (int i = 1; i <= 24; i++) {
            catalogue.execute(
                    "INSERT INTO entrega.outbox (event_id, type, source, subject, body, noun, group_id, created_at, published_at)"
                            + " VALUES (?, 'price.changed.v1', '/catalogue', ?, ?, 'price', ?,"
                            + " '2026-03-01T12:00:01Z', now())",
                    "e-" + i,
                    "SKU-" + i % 2,
                    EVENT.formatted(i, "price.changed.v1", "SKU-" + i % 2, i),
                    "SKU-" + i % 2);
        }

        var result = replay("price.changed.v1");

        assertThat(result.exitCode()).as(result.err()).isZero();
        var received = received("shop.fifo");
        assertThat(revisions(received, "SKU-1"))
                .isEqualTo(
                        IntStream.rangeClosed(1, 12).map(i -> 2 * i - 1).boxed().toList());
        assertThat(revisions(received, "SKU-0"))
                .isEqualTo(IntStream.rangeClosed(1, 12).map(i -> 2 * i).boxed().toList());
        assertThat(replay("price.changed.v1").exitCode()).isZero();
        assertThat(received("shop.fifo")).as("another replay is not swallowed").hasSize(24);
    }

    @Test
    void replayIsRefusedForAReaderWhoseFilterKeepsTheTypeOut() {
        var result = replay("price.removed.v1");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("shop does not subscribe to price.removed.v1");
    }

    private Terminal.Result replay(String type) {
        return terminal.run(
                "event",
                "replay",
                "--type",
                type,
                "--only-to",
                "shop",
                "--from",
                "2026-03-01T12:00:00Z",
                "--rate",
                "1000/s",
                "--yes");
    }

    @Test
    void moveKeepsGroupsAndOrderAlsoOfWhatHasBeenThereBefore() {
        cloud.createQueue(terminal.name("other.fifo"), Map.of());
        var shopQueue = cloud.queue(terminal.name("shop.fifo"));
        for (int nr = 1; nr <= 12; nr++) {
            shopQueue.send(List.of(message(nr, "price.changed.v1", "SKU-" + nr % 2)));
        }

        assertThat(terminal.run("queue", "move", "shop.fifo", "other.fifo", "--yes")
                        .exitCode())
                .isZero();
        assertThat(terminal.run("queue", "move", "other.fifo", "shop.fifo", "--yes")
                        .exitCode())
                .isZero();

        var received = received("shop.fifo");
        assertThat(revisions(received, "SKU-0")).containsExactly(2, 4, 6, 8, 10, 12);
        assertThat(revisions(received, "SKU-1")).containsExactly(1, 3, 5, 7, 9, 11);
    }

    @Test
    void moveBetweenAQueueWithAnOrderAndOneWithoutIsRefused() {
        cloud.createQueue(terminal.name("plain"), Map.of());

        var result = terminal.run("queue", "move", "shop.fifo", "plain", "--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("keeps an order and the other does not");
    }

    @Test
    void whatServicesDeclareIsPlannedWithFifoTopicsAndQueues() throws IOException {
        terminal.service("stock-service", """
            {"service":"stock-service","environment":"ENV",
             "publishes":[{"type":"price.changed.v1","topic":"ENV_price.fifo"}],
             "handlers":[{"name":"revalue","type":"price.changed.v1","topic":"ENV_price.fifo","className":"x.Y"}],
             "queue":{"name":"ENV_stock-service","deadLetterQueue":"ENV_stock-service_dlq",
                      "undeliveredQueue":"ENV_stock-service_undelivered","visibility":"PT30S"},
             "database":true,"settings":[]}""");

        assertThat(terminal.run("topology", "plan").lines())
                .contains(
                        "stock-service: create queue " + terminal.name("stock-service.fifo"),
                        "stock-service: create queue " + terminal.name("stock-service_dlq.fifo"),
                        "stock-service: subscribe " + terminal.name("stock-service.fifo") + " to "
                                + terminal.name("price.fifo"))
                .noneMatch(line -> line.contains("price_changed_v1"));
    }

    @Test
    void holdsShowsWhatWaitsAndSendsWhatIsLostAgain() throws SQLException {
        String queue = terminal.name("shop.fifo");
        assertThat(terminal.run("dlq", "holds", "shop").err()).contains("no subject is held");
        shop.execute("INSERT INTO entrega.hold (queue, group_id, place, position) VALUES (?, 'SKU-1', 1, 99)", queue);
        shop.execute("INSERT INTO entrega.hold (queue, group_id) VALUES (?, 'SKU-2')", queue);
        shop.execute(
                "INSERT INTO entrega.held (queue, group_id, place, source, event_id, type, subject, body)"
                        + " VALUES (?, 'SKU-1', 1, '/catalogue', 'e-1', 'price.changed.v1', 'SKU-1', '{}')",
                queue);

        assertThat(terminal.run("dlq", "holds", "shop").lines())
                .anyMatch(line -> line.matches("SKU-1 .* 1 +sending"))
                .anyMatch(line -> line.matches("SKU-2 .* 0 +held by a dead letter"));
        assertThat(terminal.run("dlq", "holds", "shop", "--json").out())
                .contains("\"group\":\"SKU-1\"")
                .contains("\"underWay\":true");
        assertThat(terminal.run("dlq", "holds", "shop", "--send-again", "SKU-2").exitCode())
                .isEqualTo(3);
        assertThat(terminal.run("dlq", "holds", "shop", "--send-again", "SKU-1").exitCode())
                .isZero();
        assertThat(shop.count("SELECT count(*) FROM entrega.outbox WHERE group_id = 'SKU-1'"))
                .isEqualTo(1);
        assertThat(shop.count("SELECT position FROM entrega.hold WHERE group_id = 'SKU-1'"))
                .isEqualTo(shop.count("SELECT position FROM entrega.outbox"));
    }
}
