package dev.entrega.messaging.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.BrokerException.Kind;
import dev.entrega.messaging.aws.Operations.TopicSubscription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private final Resources resources = Resources.connect(new Access(
            SharedCloud.cloud().region(), SharedCloud.cloud().endpoint().toString(), "dev", "dev"));
    private final Operations operations = resources.operations();
    private final String prefix = "o%08x_".formatted(ThreadLocalRandom.current().nextInt());

    @Test
    void aQueueTellsHowManyMessagesWaitAndHowManyAreInFlight() {
        String net = resources.createQueue(prefix + "net", Map.of());
        resources.createQueue(prefix + "a", Map.of());
        resources.setQueueAttributes(
                prefix + "a",
                Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + net + "\",\"maxReceiveCount\":\"7\"}"));
        var queue = resources.queue(prefix + "a");
        queue.send(List.of(new Message("1", Map.of()), new Message("2", Map.of()), new Message("3", Map.of())));
        queue.receive(1, Duration.ofSeconds(1), Duration.ofSeconds(30));

        assertThat(operations.queues(prefix))
                .satisfiesExactly(
                        full -> {
                            assertThat(full.name()).isEqualTo(prefix + "a");
                            assertThat(full.waiting()).isEqualTo(2);
                            assertThat(full.inFlight()).isEqualTo(1);
                            assertThat(full.maxReceives()).isEqualTo(7);
                        },
                        empty -> assertThat(empty.maxReceives()).isNull());
    }

    @Test
    void aPurgedQueueIsEmpty() {
        resources.createQueue(prefix + "a", Map.of());
        resources.queue(prefix + "a").send(List.of(new Message("1", Map.of())));

        operations.purge(prefix + "a");

        await().until(() -> operations.queue(prefix + "a").orElseThrow().waiting() == 0);
    }

    @Test
    void aTemporaryQueueGetsWhatIsPublishedAndLeavesNothingBehind() {
        String topic = resources.createTopic(prefix + "t", Map.of());
        try (var temporary = operations.temporaryQueue(prefix + "tail", topic, "someone")) {
            resources.topic(prefix + "t").publish(List.of(new Message("news", Map.of())));

            assertThat(temporary.queue().receive(1, Duration.ofSeconds(5), Duration.ofSeconds(5)))
                    .singleElement()
                    .extracting(ReceivedMessage::body)
                    .isEqualTo("news");
            assertThat(operations.subscriptions(topic))
                    .singleElement()
                    .extracting(TopicSubscription::protocol)
                    .isEqualTo("sqs");
        }
        assertThat(operations.subscriptions(topic)).isEmpty();
        assertThat(operations.queue(prefix + "tail")).isEmpty();
    }

    @Test
    @SuppressWarnings({"try", "resource"}) // it is left behind on purpose
    void onlyTemporaryQueuesThatNobodyKeepsAliveAreRemoved() {
        String topic = resources.createTopic(prefix + "t", Map.of());
        operations.temporaryQueue(prefix + "tail", topic, "someone");
        resources.createQueue(prefix + "tail-service", Map.of());
        var now = Instant.now().plusSeconds(1);

        assertThat(operations.removeTemporaryQueues(prefix, alive -> alive.isBefore(now.minusSeconds(60))))
                .isEmpty();
        assertThat(operations.removeTemporaryQueues(prefix, alive -> alive.isBefore(now)))
                .containsExactly(prefix + "tail");
        assertThat(operations.subscriptions(topic)).isEmpty();
        assertThat(operations.queue(prefix + "tail-service")).isPresent();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsUnreachable() {
        var nowhere = Resources.connect(new Access("eu-central-1", "http://127.0.0.1:1", "dev", "dev"));

        assertThatThrownBy(() -> nowhere.operations().queues("x"))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    }

    @Test
    void aQueueThatIsMissingIsNotFound() {
        assertThatThrownBy(() -> operations.purge(prefix + "missing"))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }
}
