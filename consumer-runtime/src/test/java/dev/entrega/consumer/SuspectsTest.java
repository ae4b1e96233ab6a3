package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.Ending.GiveBack;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.inbox.Attempts;
import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.messaging.Origin;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of messages that may have killed their process. */
class SuspectsTest {

    private static TestConsumer service;

    private final String id = UUID.randomUUID().toString();
    private final Suspects suspects = suspects();
    private final List<String> order = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        service = TestConsumer.start("suspects", Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Suspects suspects() {
        var beans = service.context;
        var transactions = beans.getBean(Transactions.class);
        var attempts = new Attempts();
        var failures = new Failures(
                transactions,
                attempts,
                new DeadLetters(),
                beans.getBean(BackOff.class),
                beans.getBean(ConsumerSettings.class),
                beans.getBean(DeliveryMetrics.class),
                beans.getBean(ErrorReports.class));
        return new Suspects(transactions, attempts, new Inbox(), failures);
    }

    private Delivery receive(int count) {
        var message = new ReceivedMessage(id, id, "suspects_orders-api", "{}", Map.of(), count, Instant.now(), null);
        return new Delivery(
                new EventKey("scripted", "/elsewhere", id), "order.placed.v1", "any", false, Origin.NONE, message);
    }

    private static Ending kill() {
        throw new ProcessKilledError();
    }

    /** Nothing is written down after it, as where a process has ended. */
    private static final class ProcessKilledError extends Error {
        ProcessKilledError() {
            super("as the test says");
        }
    }

    private List<String> crashes() {
        return service.database.rows("SELECT crashes FROM entrega.attempt WHERE event_id = ?", id);
    }

    @Test
    void whatComesForTheFirstTimeIsUnderNoSuspicion() {
        assertThat(suspects.run(receive(1), Delete::new)).isEqualTo(new Delete());
        assertThat(crashes()).isEmpty();
    }

    @Test
    void theSuspicionIsWrittenDownBeforeTheRun() {
        var during = new CopyOnWriteArrayList<String>();

        suspects.run(receive(2), () -> {
            during.addAll(crashes());
            return new Delete();
        });

        assertThat(during).containsExactly("1");
    }

    @Test
    void whatHasEndedTwoMoreProcessesIsADeadLetterAndRunsNoMore() {
        for (int count = 2; count <= 3; count++) {
            var delivery = receive(count);
            assertThatThrownBy(() -> suspects.run(delivery, SuspectsTest::kill)).isInstanceOf(ProcessKilledError.class);
        }

        assertThat(suspects.run(receive(4), SuspectsTest::kill)).isEqualTo(new Delete());
        assertThat(service.database.rows("SELECT reason FROM entrega.dead_letter WHERE event_id = ?", id))
                .containsExactly("PROCESS_KILLED");
    }

    @Test
    void whatOnlyCameToNoEndIsAcquitted() {
        for (int count = 2; count <= 6; count++) {
            assertThat(suspects.run(receive(count), () -> new GiveBack(Duration.ZERO)))
                    .isInstanceOf(GiveBack.class);
        }

        assertThat(crashes()).containsExactly("0");
    }

    @Test
    void aSuspectRunsWhileNobodyElseDoes() throws InterruptedException {
        var company = new Party("company", suspects::inCompany);
        await().until(() -> order.contains("company begins"));
        var suspect = new Party("suspect", run -> suspects.run(receive(2), run));
        await().until(() -> !crashes().isEmpty() && suspect.waits());
        company.end();
        await().until(() -> order.contains("suspect begins"));
        var late = new Party("late", suspects::inCompany);
        await().until(late::waits);

        suspect.end();
        late.end();

        assertThat(order)
                .containsExactly(
                        "company begins", "company ends", "suspect begins", "suspect ends", "late begins", "late ends");
    }

    /** A run that begins when it may, and ends when it is told to. */
    private final class Party {
        private final CountDownLatch end = new CountDownLatch(1);
        private final Thread thread;

        Party(String name, Function<Supplier<Ending>, Ending> way) {
            Supplier<Ending> run = () -> {
                order.add(name + " begins");
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                order.add(name + " ends");
                return new Delete();
            };
            thread = Thread.ofPlatform().start(new FutureTask<>(() -> way.apply(run)));
        }

        boolean waits() {
            return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
        }

        void end() throws InterruptedException {
            end.countDown();
            thread.join();
        }
    }
}
