package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.Ending.ComeBack;
import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.Ending.GiveBack;
import dev.entrega.consumer.lane.LaneTable;
import dev.entrega.contract.Casts;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.outbox.WakeUp;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.topology.Sentinel;
import io.micronaut.transaction.TransactionOperations;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events that are handled several at a time. */
class BatchHandlerTest {

    private static final String QUEUE = "batches_orders-api";

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("batches", Map.of("entrega.consumer.max-attempts", 2));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** They are there before anything is received, so that a receive brings several. */
    private static void sendAtOnce(Runnable sending) throws SQLException {
        try (var connection = service.database.connect()) {
            new LaneTable().pause(connection, QUEUE, "test", "to send");
            await().until(() ->
                    service.context.getBean(Consumers.class).closed().containsKey(QUEUE));
            sending.run();
            new LaneTable().resume(connection, QUEUE, "test");
        }
    }

    private static long effects(String subject) {
        return service.database.count(
                "SELECT count(*) FROM effect WHERE handler = 'counting' AND subject LIKE ?", subject);
    }

    @Test
    void whatOneReceiveBroughtIsHandledInOneTransactionAndACopyHasNoSecondEffect() throws SQLException {
        sendAtOnce(() -> {
            for (int i = 0; i < 30; i++) {
                String body = TestQueueClient.cancelled(UUID.randomUUID().toString(), "good-" + i);
                service.queue.send(body);
                service.queue.send(body);
            }
        });

        await().until(() -> effects("good-%") >= 30);
        await().until(() -> service.queue.size() == 0);
        assertThat(effects("good-%")).isEqualTo(30);
        assertThat(service.context.getBean(CountingHandler.class).sizes)
                .anySatisfy(size -> assertThat(size).isGreaterThan(1));
        assertThat(service.database.count("SELECT sum(duplicates) FROM entrega.inbox WHERE handler = 'counting'"))
                .isEqualTo(30);
    }

    @Test
    void oneThatCannotBeHandledKeepsNoOtherBack() throws SQLException {
        sendAtOnce(() -> {
            for (int i = 0; i < 9; i++) {
                service.queue.send(TestQueueClient.cancelled(UUID.randomUUID().toString(), "beside-" + i));
            }
            service.queue.send(TestQueueClient.cancelled(UUID.randomUUID().toString(), "bad-1"));
        });

        await().until(() -> effects("beside-%") == 9);
        await().until(() -> service.database.count(
                        "SELECT count(*) FROM entrega.dead_letter WHERE subject = 'bad-1' AND attempts = 2")
                == 1);
        assertThat(effects("bad-1")).isZero();
    }

    @Test
    void oneThatAShutdownInterruptsIsGivenBackAtOnceAndNothingOfItIsTriedOneByOne() throws Exception {
        var deliveries = service.context.getBean(ConsumerParts.class).deliveries(Lanes.MAIN, QUEUE);

        var endings = processAndInterruptAt("linger-3", deliveries, "whole-1", "whole-2", "linger-3", "whole-4");

        assertThat(endings).hasSize(4).containsOnly(new GiveBack(Duration.ZERO));
        assertThat(runs()).containsOnlyOnce("whole-1", "whole-2", "linger-3").doesNotContain("whole-4");
        assertThat(effects("whole-%")).isZero();
    }

    @Test
    void whatIsTriedOneByOneIsGivenBackFromWhereAShutdownInterruptsIt() throws Exception {
        var begun = new AtomicInteger();
        var deliveries = deliveries(counted(begun));

        var endings = processAndInterruptAt("linger-6", deliveries, "single-4", "bad-5", "linger-6", "single-7");

        assertThat(endings.subList(2, 4)).containsOnly(new GiveBack(Duration.ZERO));
        assertThat(endings.getFirst()).isEqualTo(new Delete());
        assertThat(endings.get(1)).isInstanceOf(ComeBack.class);
        assertThat(begun).as("all together, and the first three one by one").hasValue(4);
        assertThat(effects("single-%")).isEqualTo(1);
    }

    @Test
    void whereTheDatabaseGivesNoTransactionNoneIsAskedForOneByOne() {
        var asked = new AtomicInteger();
        var deliveries = deliveries(withoutConnection(asked));

        var endings = deliveries.process(batch(deliveries, "never-1", "never-2", "never-3"));

        assertThat(endings).hasSize(3).allMatch(GiveBack.class::isInstance);
        assertThat(asked).hasValue(1);
    }

    private static List<String> runs() {
        return service.context.getBean(CountingHandler.class).runs;
    }

    private static List<Ending> processAndInterruptAt(String subject, Deliveries deliveries, String... subjects)
            throws Exception {
        var batch = batch(deliveries, subjects);
        var processing = new FutureTask<>(() -> deliveries.process(batch));
        var thread = Thread.ofVirtual().start(processing);
        await().until(() -> runs().contains(subject));
        thread.interrupt(); // As the shutdown does with what is still in hand.
        return processing.get(10, TimeUnit.SECONDS);
    }

    /** As one receive brings them. */
    private static Task batch(Deliveries deliveries, String... subjects) {
        var inHand = new InHand();
        return deliveries
                .plan(Stream.of(subjects)
                        .map(subject -> inHand.add(message(subject), System.nanoTime()))
                        .toList())
                .getFirst()
                .getFirst();
    }

    private static ReceivedMessage message(String subject) {
        String id = UUID.randomUUID().toString();
        return new ReceivedMessage(
                id, id, QUEUE, TestQueueClient.cancelled(id, subject), Map.of(), 1, Instant.now(), null);
    }

    private static Deliveries deliveries(TransactionOperations<Connection> transactions) {
        var beans = service.context;
        return new ConsumerParts(
                        beans.getBean(Handlers.class),
                        beans.getBean(Contracts.class),
                        beans.getBean(Casts.class),
                        beans.getBean(Sentinel.class),
                        transactions,
                        beans.getBean(Transactions.class),
                        beans.getBean(ConsumerSettings.class),
                        beans.getBean(BackOff.class),
                        beans.getBean(Deadlines.class),
                        beans.getBean(DeliveryMetrics.class),
                        beans.getBean(WakeUp.class),
                        beans.getBean(Clock.class),
                        beans.getBean(ErrorReports.class))
                .deliveries(Lanes.MAIN, QUEUE);
    }

    private static TransactionOperations<Connection> counted(AtomicInteger begun) {
        var real = service.context.getBean(TransactionOperations.class);
        return transactions((proxy, method, arguments) -> {
            begun.incrementAndGet();
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static TransactionOperations<Connection> withoutConnection(AtomicInteger asked) {
        return transactions((proxy, method, arguments) -> {
            asked.incrementAndGet();
            throw new IllegalStateException("no connection, as the test says");
        });
    }

    @SuppressWarnings("unchecked") // What it answers comes from the real ones.
    private static TransactionOperations<Connection> transactions(InvocationHandler calls) {
        return (TransactionOperations<Connection>) Proxy.newProxyInstance(
                TransactionOperations.class.getClassLoader(), new Class<?>[] {TransactionOperations.class}, calls);
    }
}
