package dev.entrega.consumer;

import static dev.entrega.local.faults.BrokerCall.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.faults.BrokerFault;
import dev.entrega.local.faults.BrokerFault.AwsError;
import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.scenario.Scenario;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows 9, 10, 11 and 43: a service that publishes in its handler and reads what it has published, with what hurts in
 * between. Whatever happens to the broker, each order has its effect once and is announced to its reader once.
 */
@Tag("faults")
class BrokenBrokerTest {

    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final Duration VISIBILITY = Duration.ofSeconds(5);

    /** Of the SDK's pool of each process. */
    private static final int MOST_CONNECTIONS = 64;

    private final String environment = "b" + Long.toHexString(System.nanoTime());
    private final Scenario scenario = new Scenario(environment);
    private TestConsumer service;

    @BeforeEach
    void start() {
        var settings = new HashMap<>(scenario.settings("orders-api"));
        settings.put("newer.code", true);
        settings.put("entrega.queue.visibility", VISIBILITY.toSeconds() + "s");
        service = TestConsumer.start(environment, settings);
        await().atMost(RECOVERY).until(() -> condition().level() == Condition.Level.UP);
    }

    @AfterEach
    void close() {
        service.close();
        scenario.close();
    }

    private void order(int from, int to) {
        for (int i = from; i < to; i++) {
            service.queue.sendOrder("publish--" + i);
            scenario.ledger().accepted("publish--" + i);
        }
    }

    /** By those who read what was announced. */
    private Map<String, Long> applied() {
        return service.database.rows("SELECT subject, count(*) FROM effect WHERE handler = 'newer' GROUP BY 1").stream()
                .map(row -> row.split("\\|"))
                .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
    }

    private void awaitAllAppliedOnce() {
        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(scenario.ledger().check(applied())).isEmpty());
        await().atMost(RECOVERY).until(() -> service.queue.size() == 0);
        assertThat(scenario.ledger().check(applied())).isEmpty();
        assertThat(service.database.count("SELECT count(*) FROM effect WHERE handler = 'scripted'"))
                .isEqualTo(applied().size());
        assertThat(service.database.count("SELECT count(*) FROM entrega.dead_letter"))
                .isZero();
    }

    private Condition condition() {
        return service.context.getBeansOfType(Vital.class).stream()
                .map(Vital::condition)
                .filter(condition -> condition.part().equals("broker"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitLevel(Condition.Level level) {
        await().atMost(RECOVERY).until(() -> condition().level() == level);
    }

    /** Row 9. */
    @Test
    void aBrokerThatSwallowsEverythingHoldsNoMoreThreadsThanConnectionsAndHealthIsDegraded() {
        var queue = service.context.getBean(Resources.class).queue(environment + "_orders-api");
        order(0, 10);
        await().atMost(RECOVERY).until(() -> applied().size() == 10);
        int threads = Thread.getAllStackTraces().size();

        scenario.brokerConnections().set(new TcpFault.BlackHole());
        order(10, 40); // By way of the cloud itself; the service gets them when it can receive again.
        long began = System.nanoTime();
        assertThat(queue.delete(List.of("any"))).hasOnlyElementsOfType(EntryResult.ServerFault.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("a call ends before its message is somebody else's")
                .isLessThan(VISIBILITY);
        awaitLevel(Condition.Level.DEGRADED);
        assertThat(Thread.getAllStackTraces()).hasSizeLessThan(threads + MOST_CONNECTIONS);
        assertThat(scenario.brokerConnections().connections()).isLessThanOrEqualTo(2 * MOST_CONNECTIONS);

        scenario.brokerConnections().set(new TcpFault.None());
        awaitAllAppliedOnce();
        awaitLevel(Condition.Level.UP);
    }

    /** Row 10. */
    @Test
    void faultsOfTheBrokerAreTriedAgainUnderTheSameIds() {
        int before = scenario.broker().forwarded("PublishBatch");
        scenario.broker().next(3, to("PublishBatch"), new BrokerFault.AnswerCut());
        scenario.broker().next(3, to("PublishBatch"), new BrokerFault.Refused(AwsError.THROTTLED));
        scenario.broker().next(3, to("PublishBatch"), new BrokerFault.Refused(AwsError.UNAVAILABLE));
        scenario.broker().sometimes(0.2, to("ReceiveMessage"), new BrokerFault.Refused(AwsError.INTERNAL_FAILURE));
        scenario.broker().sometimes(0.2, to("DeleteMessageBatch"), new BrokerFault.EntriesFailed(1, false));

        order(0, 30);

        awaitAllAppliedOnce();
        assertThat(scenario.broker().hurt(BrokerFault.AnswerCut.class)).isEqualTo(3);
        assertThat(scenario.broker().hurt(BrokerFault.Refused.class)).isGreaterThanOrEqualTo(6);
        assertThat(scenario.broker().forwarded("PublishBatch") - before).isGreaterThan(3);
        assertThat(service.database.count("SELECT sum(duplicates) FROM entrega.inbox WHERE handler = 'newer'"))
                .as("what was published before its answer was cut came again under its id")
                .isPositive();
    }

    /** Row 11. */
    @Test
    void whatWasPublishedWithoutAnAnswerIsPublishedTwiceAndAppliedOnce() {
        scenario.broker().next(1, to("PublishBatch"), new BrokerFault.AnswerLost());

        order(0, 1);

        awaitAllAppliedOnce();
        assertThat(scenario.broker().hurt(BrokerFault.AnswerLost.class)).isEqualTo(1);
        assertThat(service.database.rows("SELECT event_id, duplicates FROM entrega.inbox WHERE handler = 'newer'"))
                .containsExactly(service.database
                                .rows("SELECT event_id FROM entrega.outbox WHERE subject = 'publish--0'")
                                .getFirst()
                        + "|1");
    }

    /** Row 43, at run time. */
    @Test
    void expiredCredentialsAreARedHealthAndNoLoss() {
        scenario.broker().always(to(), new BrokerFault.Refused(AwsError.EXPIRED_CREDENTIALS));
        order(0, 5);
        awaitLevel(Condition.Level.DOWN);
        assertThat(condition().detail()).contains("ExpiredToken");

        scenario.broker().heal();
        awaitAllAppliedOnce();
        awaitLevel(Condition.Level.UP);
    }

    /** Row 43, at run time. */
    @Test
    void aQueueThatIsDeletedIsARedHealthUntilSomebodyMakesItAgain() {
        service.queue.delete();
        awaitLevel(Condition.Level.DOWN);
        assertThat(condition().detail()).contains(environment + "_orders-api");

        service.queue.make();
        service.queue.sendOrder("done--again");
        await().atMost(RECOVERY).until(() -> service.database.effects("done--again") == 1);
        awaitLevel(Condition.Level.UP);
    }
}
