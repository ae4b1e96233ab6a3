package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetterGroup;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.deadletter.StoredDeadLetter;
import dev.entrega.local.SharedCloud;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator does with dead letters, beside a running service. */
class DeadLettersTest {

    private static final String QUEUE = "operator_orders-api";

    private static TestConsumer service;

    private final DeadLetters deadLetters = new DeadLetters();
    private Connection connection;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("operator", Map.of("entrega.consumer.max-attempts", 1));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        service.database.execute("TRUNCATE entrega.dead_letter");
        connection = service.database.connect();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private static String deadOrder(String subject) {
        String id = service.queue.sendOrder(subject);
        await().until(() ->
                service.database.count("SELECT count(*) FROM entrega.dead_letter WHERE event_id = ?", id) == 1);
        return id;
    }

    private StoredDeadLetter only() throws SQLException {
        return deadLetters.find(connection, DeadLetterFilter.ALL, 0, 2).getFirst();
    }

    @Test
    void aRedrivenDeadLetterIsHandledOnceItsCauseIsGone() throws SQLException {
        String id = deadOrder("failures-1-20");

        assertThat(deadLetters.redrive(connection, only().id(), QUEUE, "ada")).isTrue();

        await().until(() -> service.database.effects("failures-1-20") == 1);
        assertThat(deadLetters.find(connection, DeadLetterFilter.ALL, 0, 10)).isEmpty();
        assertThat(service.database.rows("SELECT who, action, handler FROM entrega.audit WHERE event_id = ?", id))
                .containsExactly("ada|redrive|scripted");
    }

    @Test
    void aRedrivenDeadLetterReachesItsOwnServiceAndNoOtherReaderOfItsType() throws SQLException {
        var other = new Topology(
                new Service("witness", "operator"),
                Set.of(),
                Lanes.main(Set.of(OrderPlacedV1.TYPE)),
                Duration.ofSeconds(30));
        service.context.getBean(TopologyPlanner.class).apply(other);
        String id = deadOrder("reject--21");

        deadLetters.redrive(connection, only().id(), QUEUE, "ada");

        await().until(() -> service.database.count(
                        "SELECT count(*) FROM entrega.outbox WHERE event_id = ? AND published_at IS NOT NULL", id)
                == 1);
        await().until(() ->
                !deadLetters.find(connection, DeadLetterFilter.ALL, 0, 1).isEmpty());
        try (var witness =
                new TestQueueClient(SharedCloud.cloud(), other.names().queue())) {
            assertThat(witness.size()).isZero();
        }
    }

    @Test
    void aHandlerThatHadSucceededDoesNotRunAgain() throws SQLException {
        deadOrder("failures-1-22");

        deadLetters.redrive(connection, only().id(), QUEUE, "ada");

        await().until(() -> service.database.effects("failures-1-22") == 1);
        assertThat(service.database.count(
                        "SELECT count(*) FROM effect WHERE handler = 'second' AND subject = 'failures-1-22'"))
                .isEqualTo(1);
    }

    @Test
    void aDeadLetterThatManyRedriveAtOnceComesBackOnce() throws Exception {
        String id = deadOrder("failures-1-23");
        long deadLetter = only().id();
        Callable<Boolean> redrive = () -> {
            try (var own = service.database.connect()) {
                return deadLetters.redrive(own, deadLetter, QUEUE, "ada");
            }
        };

        List<Future<Boolean>> redriven;
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            redriven = operators.invokeAll(List.of(redrive, redrive, redrive, redrive));
        }

        assertThat(redriven.stream().filter(Future::resultNow)).hasSize(1);
        assertThat(service.database.count("SELECT count(*) FROM entrega.outbox WHERE event_id = ?", id))
                .isEqualTo(1);
    }

    @Test
    void aRedriveThatIsRolledBackHasNotHappened() throws SQLException {
        String id = deadOrder("reject--24");
        connection.setAutoCommit(false);

        deadLetters.redrive(connection, only().id(), QUEUE, "ada");
        connection.rollback();

        assertThat(only().letter().key().eventId()).isEqualTo(id);
        assertThat(service.database.count("SELECT count(*) FROM entrega.outbox WHERE event_id = ?", id))
                .isZero();
    }

    @Test
    void aDiscardedDeadLetterIsGoneAndTheAuditSaysWhy() throws SQLException {
        String id = deadOrder("reject--25");

        assertThat(deadLetters.discard(connection, only().id(), "ada", "a test order"))
                .isTrue();
        assertThat(deadLetters.discard(connection, 1L << 40, "ada", "not there"))
                .isFalse();

        assertThat(deadLetters.find(connection, DeadLetterFilter.ALL, 0, 10)).isEmpty();
        assertThat(service.database.rows("SELECT who, action, detail FROM entrega.audit WHERE event_id = ?", id))
                .containsExactly("ada|discard|a test order (REJECTED: the script rejects it)");
    }

    @Test
    void whatFailedAlikeIsOneGroupAndSaysWhereInTheHandler() throws SQLException {
        deadOrder("throw--26");
        deadOrder("throw--27");
        deadOrder("reject--28");

        var groups = deadLetters.groups(connection, DeadLetterFilter.ALL);

        assertThat(groups).extracting(DeadLetterGroup::count).containsExactly(2L, 1L);
        assertThat(groups.getFirst().detail())
                .matches("java\\.lang\\.IllegalStateException at ScriptedHandler\\.java:\\d+");
        assertThat(groups.getLast().reason()).isEqualTo(Reason.REJECTED);
    }

    @Test
    void idsAndNumbersInTheDetailMakeNoGroupOfTheirOwnButAnotherLineDoes() {
        String fingerprint = """
            INSERT INTO entrega.dead_letter (handler, source, event_id, type, subject, reason, detail, attempts,
                                             first_failed_at, last_failed_at, body, attributes)
            VALUES ('h', 's', ?, 't', 'x', 'REJECTED', ?, 1, now(), now(), '', '{}') RETURNING fingerprint""";

        var alike = service.database.rows(fingerprint, "1", "order 17 is unknown");

        assertThat(service.database.rows(fingerprint, "2", "order 4711 is unknown"))
                .isEqualTo(alike);
        assertThat(service.database.rows(fingerprint, "5", "there is no order 0199d0c2-7d3e-7b1a-9c55-0d4be1f5a001"))
                .isEqualTo(service.database.rows(
                        fingerprint, "6", "there is no order fffffff0-7d3e-7b1a-9c55-abcdefabcdef"));
        assertThat(service.database.rows(fingerprint, "3", "Bad at A.java:17"))
                .isNotEqualTo(service.database.rows(fingerprint, "4", "Bad at A.java:18"));
    }

    @Test
    void aFilterFindsByHandlerTypeReasonAndGroupAndPagesInOrder() throws SQLException {
        deadOrder("reject--30");
        deadOrder("reject--31");
        deadOrder("throw--32");
        var first = only();
        var filter = new DeadLetterFilter("scripted", "order.placed.v1", Reason.REJECTED, first.fingerprint());

        assertThat(deadLetters.find(connection, filter, 0, 10)).hasSize(2);
        assertThat(deadLetters.find(connection, filter, first.id(), 10))
                .extracting(stored -> stored.letter().subject())
                .containsExactly("reject--31");
        assertThat(deadLetters.find(connection, new DeadLetterFilter("other", null, null, null), 0, 10))
                .isEmpty();
    }

    @Test
    void anEditedDeadLetterIsTheSameEventAndItsOldBodyIsKept() throws SQLException {
        String id = deadOrder("throw--edit");
        var stored = only();
        String mended = stored.letter().body().replace("SKU-001", "SKU-002");

        assertThat(deadLetters.edit(connection, stored, mended, "ada", "wrong article"))
                .isTrue();
        assertThat(deadLetters.edit(connection, stored, mended + " ", "bob", "at the same time"))
                .as("not as it was read")
                .isFalse();

        assertThat(only().letter().body()).isEqualTo(mended);
        assertThat(only().letter().key()).isEqualTo(stored.letter().key());
        assertThat(service.database.rows(
                        "SELECT who, detail, body FROM entrega.audit WHERE action = 'edit' AND event_id = ?", id))
                .containsExactly("ada|wrong article|" + stored.letter().body());
        assertThatThrownBy(() -> deadLetters.edit(connection, only(), mended.replace(id, "other"), "ada", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsTooOldComesBackAsADeadLetterUnlessDuplicatesAreAllowed() throws SQLException {
        String id = UUID.randomUUID().toString();
        service.queue.send(TestQueueClient.order(id, "done--old")
                .replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"2020-01-02T03:04:05Z\""));
        await().until(() -> service.database
                .rows("SELECT reason FROM entrega.dead_letter WHERE event_id = ?", id)
                .contains("TOO_OLD"));

        assertThat(deadLetters.redriveAllowingDuplicates(connection, only(), QUEUE, "ada"))
                .isTrue();

        assertThat(service.database.rows("SELECT body FROM entrega.outbox WHERE event_id = ?", id))
                .singleElement()
                .asString()
                .contains("\"allowduplicates\":true");
        await().until(() -> service.database.effects("done--old") == 1);
    }
}
