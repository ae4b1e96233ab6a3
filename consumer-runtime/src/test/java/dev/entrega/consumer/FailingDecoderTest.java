package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.lane.Gates;
import dev.entrega.consumer.lane.Needs;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message whose reading fails, whatever else the receive has brought. */
class FailingDecoderTest {

    private static TestConsumer service;

    private final String name = "decoder_orders-api-" + Long.toHexString(System.nanoTime());
    private final List<String> decoded = new CopyOnWriteArrayList<>();
    private TestQueueClient queue;

    @BeforeAll
    static void start() {
        service = TestConsumer.start(
                "decoder", Map.of("entrega.consumer.max-attempts", 2, "entrega.queue.visibility", "5s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void makeQueue() {
        service.context.getBean(Resources.class).createQueue(name, Map.of());
        queue = new TestQueueClient(SharedCloud.cloud(), name);
    }

    @AfterEach
    void closeQueue() {
        queue.close();
    }

    private Consumer consumer(int concurrency) {
        var beans = service.context;
        var parts = beans.getBean(ConsumerParts.class);
        var decoder = parts.decoder(Lanes.MAIN, name);
        return new Consumer(
                beans.getBean(Resources.class).queue(name),
                new Gates(
                                beans.getBean(Transactions.class),
                                beans.getBean(ErrorReports.class),
                                beans.getBean(MeterRegistry.class),
                                new Needs(Map.of(), null))
                        .ofMain(name),
                parts.deliveries(message -> decode(decoder, message)),
                beans.getBean(HandlerLimits.class),
                new Semaphore(concurrency, true),
                concurrency,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                beans.getBean(BackOff.class),
                beans.getBean(ErrorReports.class));
    }

    private Decoded decode(Decoder decoder, ReceivedMessage message) {
        decoded.add(message.body());
        if (message.body().contains("runtimeexception")) {
            throw new IllegalStateException("as the test says");
        }
        if (message.body().contains("stackoverflow")) {
            throw new StackOverflowError("as the test says");
        }
        return decoder.decode(message);
    }

    private long decodings(String subject) {
        return decoded.stream().filter(body -> body.contains(subject)).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtimeexception", "stackoverflow"})
    void whatOneReceiveBroughtWithItIsHandledAndItEndsAsADeadLetter(String failure) {
        for (int i = 0; i < 9; i++) {
            queue.sendOrder("done-" + i + "-" + failure.substring(1));
        }
        queue.sendOrder("beside-" + failure);

        var consumer = consumer(10);
        consumer.start();
        try {
            await().atMost(Duration.ofSeconds(20)).until(() -> queue.size() == 0);
        } finally {
            consumer.stop();
        }

        for (int i = 0; i < 9; i++) {
            String subject = "done-" + i + "-" + failure.substring(1);
            assertThat(service.database.effects(subject)).isEqualTo(1);
            assertThat(decodings(subject)).as("not one has come back").isEqualTo(1);
        }
        assertThat(service.database.rows(
                        "SELECT reason, attempts FROM entrega.dead_letter WHERE body LIKE ?",
                        "%beside-" + failure + "%"))
                .containsExactly("ATTEMPTS_EXHAUSTED|2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runtimeexception", "stackoverflow"})
    void itsCreditIsFreeAgain(String failure) {
        queue.sendOrder("alone-" + failure);
        var consumer = consumer(1);
        consumer.start();
        try {
            await().until(() -> decodings("alone-" + failure) >= 1);
            queue.sendOrder("done-credit-" + failure.substring(1));

            await().until(() -> service.database.effects("done-credit-" + failure.substring(1)) == 1);
        } finally {
            consumer.stop();
        }
    }
}
