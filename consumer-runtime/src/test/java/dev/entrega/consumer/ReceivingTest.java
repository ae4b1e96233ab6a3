package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.lane.Gate;
import dev.entrega.consumer.lane.Gates;
import dev.entrega.consumer.lane.Needs;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.health.Reach;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The loops that receive, with a client whose calls can be made to hang. */
@Isolated("a thread that ends by an error fails whoever awaits something at the same time")
class ReceivingTest {

    private static TestConsumer service;

    private final String queue = "receiving_orders-api-" + Long.toHexString(System.nanoTime());
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicInteger receives = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Queue<ReceivedMessage> received = new ConcurrentLinkedQueue<>();
    private final Queue<Error> toThrow = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean deadly = new AtomicBoolean();
    private final Credits credits = new Credits(100, 100, 1_000_000);
    private Resources resources;
    private Receiving receiving;

    @BeforeAll
    static void startService() {
        service = TestConsumer.start("receiving", Map.of());
    }

    @AfterAll
    static void stopService() {
        service.close();
    }

    @BeforeEach
    void makeQueue() {
        var real = service.context.getBean(SqsClient.class);
        var sqs = (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (proxy, method, arguments) -> {
                    boolean isReceive = method.getName().equals("receiveMessage");
                    if (isReceive) {
                        receives.incrementAndGet();
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        if (hanging.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                            new Semaphore(0).acquireUninterruptibly(); // For ever, as a call that is lost.
                        }
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (isReceive) {
                            atOnce.decrementAndGet();
                        }
                    }
                });
        resources = new Resources(service.context.getBean(SnsClient.class), sqs);
        resources.createQueue(queue, Map.of());
        receiving = receiving(gates(new Needs(Map.of(), null)).ofMain(queue));
    }

    private Gates gates(Needs needs) {
        return new Gates(
                service.context.getBean(Transactions.class),
                service.context.getBean(ErrorReports.class),
                service.context.getBean(MeterRegistry.class),
                needs);
    }

    private Receiving receiving(Gate gate) {
        return new Receiving(
                resources.queue(queue),
                gate,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                credits,
                new BackOff(Duration.ofMillis(10), Duration.ofSeconds(1), RandomGenerator.getDefault()),
                reports(),
                this::take);
    }

    private void take(List<ReceivedMessage> messages) {
        received.addAll(messages);
        if (!messages.isEmpty() && !toThrow.isEmpty()) {
            throw toThrow.remove();
        }
    }

    /** Where telling a failure fails too, nothing is left that could keep the loop. */
    private ErrorReports reports() {
        var real = service.context.getBean(ErrorReports.class);
        return new ErrorReports() {
            @Override
            public void tell(ErrorReport report) {
                if (deadly.getAndSet(false)) {
                    throw new StackOverflowError("as the test says");
                }
                real.tell(report);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    @AfterEach
    void stop() throws InterruptedException {
        receiving.stop(Duration.ofSeconds(5));
    }

    private void send(int count) {
        try (var client = new TestQueueClient(SharedCloud.cloud(), queue)) {
            for (int i = 0; i < count; i++) {
                client.sendOrder("done--" + i);
            }
        }
    }

    @Test
    void aReceiveThatHangsForEverIsReplacedAndItsCreditsAreFree() throws InterruptedException {
        hanging.set(1);
        receiving.start();
        await().until(() -> receives.get() == 1);
        send(3);

        await().until(() -> {
            receiving.replaceStuck();
            return receiving.isStalled();
        });
        await().until(() -> received.size() == 3);
        assertThat(receiving.isStalled()).isFalse();

        receiving.stop(Duration.ofSeconds(5));
        received.forEach(message -> credits.ended(message.body().length()));
        assertThat(credits.awaitNone(Duration.ofSeconds(1))).isTrue();
    }

    /** What is received beside it would be given back, and the broker counts that. */
    @Test
    void whatIsTriedIsReceivedAlone() throws InterruptedException {
        var needs = new Needs(Map.of("slow", Set.of("partner")), upstream -> Reach.ONE);
        receiving = receiving(gates(needs).ofLane("slow", queue, 0));
        send(3);
        receiving.start();

        for (int tried = 1; tried <= 3; tried++) {
            int expected = tried;
            await().during(Duration.ofMillis(500)).until(() -> received.size() == expected);
            credits.ended(0);
        }
        assertThat(receives.get()).isGreaterThanOrEqualTo(3);
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void anErrorDoesNotEndTheReceiving() {
        toThrow.add(new StackOverflowError("as the test says"));
        send(1);
        receiving.start();
        await().until(() -> received.size() == 1);

        send(1);

        await().until(() -> received.size() == 2);
        assertThat(toThrow).isEmpty();
    }

    @Test
    void aLoopThatIsGoneIsReplacedAndTheReceivingIsStalledMeanwhile() {
        toThrow.add(new StackOverflowError("as the test says"));
        deadly.set(true);
        send(1);
        receiving.start();
        await().dontCatchUncaughtExceptions().until(() -> received.size() == 1 && !deadly.get());
        send(1);

        await().until(() -> {
            receiving.replaceStuck();
            return receiving.isStalled();
        });
        await().until(() -> received.size() == 2);
        await().until(() -> !receiving.isStalled());
        receiving.replaceStuck();
        assertThat(receiving.isStalled()).as("one is enough").isFalse();
    }

    @Test
    void anIdleQueueHasOneLongPoll() {
        receiving.start();

        await().until(() -> receives.get() >= 3);
        assertThat(most).hasValue(1);
    }

    @Test
    void aBusyQueueHasSeveralReceivesAtOnceUntilItIsIdleAgain() {
        send(90);
        receiving.start();

        await().until(() -> received.size() == 90);
        assertThat(most).hasValueGreaterThan(1);
        int before = receives.get();
        await().atMost(Duration.ofSeconds(20)).until(() -> receives.get() > before + 5 && atOnce.get() <= 1);
    }
}
