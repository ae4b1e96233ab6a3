package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import dev.entrega.messaging.report.ErrorReports;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay's rounds, against a real table and a broker that answers as each test says. */
class OutboxRelayTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestService service;

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> calls = Collections.synchronizedList(new ArrayList<>());
    private Function<Message, EntryResult> broker = message -> new EntryResult.Confirmed();
    private OutboxRelay relay;

    @BeforeAll
    static void start() {
        service = TestService.start("relay", Map.of("entrega.outbox.relay", "outside"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyOutbox() {
        execute("TRUNCATE entrega.outbox, entrega.outbox_lease");
        relay = relay(5);
    }

    private OutboxRelay relay(int maxAttempts) {
        return new OutboxRelay(
                new OutboxTable(),
                transactions(),
                (destination, messages) -> {
                    calls.add(messages.stream().mapToInt(Message::bytes).sum());
                    return messages.stream()
                            .map(message -> {
                                sent.add(message.attributes().get("subject"));
                                return broker.apply(message);
                            })
                            .toList();
                },
                new WakeUp(),
                new RelayPolicy(Duration.ofSeconds(1), maxAttempts, Duration.ofDays(7), Duration.ofMinutes(1)),
                service.context.getBean(ErrorReports.class));
    }

    private static Transactions transactions() {
        return new Transactions(service.transactions());
    }

    /** A round to its end; a destination that is left alone for a while is waited for. */
    private int round(OutboxRelay relay) throws InterruptedException {
        int taken = relay.relayOnce();
        relay.finishSending(SOON);
        return taken;
    }

    private static void publish(String prefix, int count) {
        service.transactions().executeWrite(status -> {
            for (int i = 0; i < count; i++) {
                service.publisher().publish(prefix + i, order(1));
            }
            return true;
        });
    }

    private static void publishShipped(String subject) {
        service.transactions()
                .executeWrite(status -> service.publisher().publish(subject, new OrderShippedV1("DHL", "0123456789")));
    }

    private static long count(String condition) {
        return service.count("SELECT count(*) FROM entrega.outbox WHERE " + condition);
    }

    private static void execute(String sql) {
        service.transactions().executeWrite(status -> {
            service.execute(status.getConnection(), sql);
            return true;
        });
    }

    @Test
    void onlyWhatTheBrokerConfirmedIsMarkedOfAPartlyFailedBatch() throws InterruptedException {
        publish("s-", 10);
        broker = message -> switch (message.attributes().getOrDefault("subject", "")) {
            case "s-2", "s-5" -> new ServerFault("InternalError");
            case "s-7" -> new EntryResult.SenderFault("InvalidParameter", "too long");
            default -> new EntryResult.Confirmed();
        };

        assertThat(round(relay)).isEqualTo(10);

        assertThat(count("published_at IS NOT NULL")).isEqualTo(7);
        assertThat(count("parked_reason = 'InvalidParameter: too long' AND subject = 's-7'"))
                .isEqualTo(1);
        assertThat(count("due_at > created_at + interval '1 millisecond' AND attempts = 1 AND published_at IS NULL"
                        + " AND subject IN ('s-2', 's-5')"))
                .isEqualTo(2);
    }

    private static double alarms(String problem) {
        var alarms = service.context
                .getBean(MeterRegistry.class)
                .find("entrega.alarm")
                .tags("place", "relay", "name", "outbox", "problem", problem, "service", "orders-api")
                .counter();
        return alarms == null ? 0 : alarms.count();
    }

    @Test
    void eachParkedEventAndEachDestinationThatBeginsToFailIsCounted() throws InterruptedException {
        double parked = alarms("parked");
        publish("s-", 3);
        broker = message -> new EntryResult.SenderFault("InvalidParameter", "too long");
        round(relay);
        assertThat(alarms("parked")).isEqualTo(parked + 3);

        double failing = alarms("destination fails");
        publish("t-", 1);
        broker = message -> new ServerFault("InternalError", Extent.DESTINATION);
        round(relay);
        assertThat(alarms("destination fails")).isEqualTo(failing + 1);
        assertThat(alarms("parked")).isEqualTo(parked + 3);
    }

    @Test
    void anErrorWhileSendingIsAFaultLikeAnyOther() throws InterruptedException {
        publish("s-", 1);
        broker = message -> {
            throw new StackOverflowError("as the test says");
        };

        round(relay);

        assertThat(count("published_at IS NULL AND attempts = 1")).isEqualTo(1);
        assertThat(service.count("SELECT count(*) FROM entrega.outbox_lease WHERE until > now()"))
                .as("it is free for the next try")
                .isZero();
    }

    @Test
    void whatTheBrokerCouldNotTakeIsSentAgainUnderTheSameId() throws InterruptedException {
        publish("s-", 1);
        broker = message -> new ServerFault("InternalError");
        round(relay);
        makeAllDue();
        broker = message -> new EntryResult.Confirmed();

        round(relay);

        assertThat(sent).containsExactly("s-0", "s-0");
        assertThat(count("published_at IS NOT NULL")).isEqualTo(1);
    }

    @Test
    void aRowThatIsRefusedAgainAndAgainIsParkedAndLaterRowsFlow() throws InterruptedException {
        publish("bad-", 1);
        broker = message -> "bad-0".equals(message.attributes().get("subject"))
                ? new ServerFault("InternalError")
                : new EntryResult.Confirmed();
        for (int i = 0; i < 5; i++) {
            assertThat(count("parked_reason IS NOT NULL")).isZero();
            makeAllDue();
            round(relay);
        }
        publish("good-", 1);

        round(relay);

        assertThat(count("parked_reason = 'InternalError' AND attempts = 5 AND subject = 'bad-0'"))
                .isEqualTo(1);
        assertThat(count("published_at IS NOT NULL AND subject = 'good-0'")).isEqualTo(1);
    }

    @Test
    void aParkedRowLetsLaterRowsFlow() throws InterruptedException {
        publish("bad-", 1);
        broker = message -> new EntryResult.SenderFault("InvalidParameter", "never");
        round(relay);
        publish("good-", 1);
        broker = message -> new EntryResult.Confirmed();
        makeAllDue();

        round(relay);

        assertThat(sent).containsExactly("bad-0", "good-0");
    }

    @Test
    void aDestinationThatIsDownIsTriedWithOneCallAndTheOthersGoOn() throws InterruptedException {
        publish("down-", 300);
        publishShipped("up-0");
        broker = message -> "order.placed.v1".equals(message.attributes().get("type"))
                ? new ServerFault("SdkClientException", Extent.BROKER)
                : new EntryResult.Confirmed();

        round(relay);
        int tried = sent.size();
        publishShipped("up-1");
        round(relay);

        assertThat(tried).as("calls that were in flight when the first failed").isLessThanOrEqualTo(161);
        assertThat(sent).hasSize(tried + 1).contains("up-0").endsWith("up-1");
        assertThat(count("attempts > 0 OR parked_reason IS NOT NULL"))
                .as("of a broker that is down nothing was refused")
                .isZero();
    }

    @Test
    void aDestinationThatComesBackIsTriedCarefullyAndThenServed() throws InterruptedException {
        publish("s-", 30);
        broker = message -> new ServerFault("ServiceUnavailable", Extent.BROKER);
        round(relay);
        int first = calls.size();

        awaitTaken();
        assertThat(calls.size() - first).as("one call to see").isEqualTo(1);
        broker = message -> new EntryResult.Confirmed();
        awaitTaken();

        assertThat(count("published_at IS NOT NULL")).isEqualTo(30);
    }

    @Test
    void rowsOfATopicThatIsMissingAreParkedByAndByAndTheOthersOfItWait() throws InterruptedException {
        relay = relay(2);
        publish("s-", 25);
        broker = message -> new ServerFault("NotFound", Extent.DESTINATION);
        // All that were in flight are counted as refused once, then ten at a time.
        round(relay);
        awaitTaken();

        assertThat(count("parked_reason = 'NotFound'")).isEqualTo(10);
        assertThat(count("parked_reason IS NULL AND attempts < 2")).isEqualTo(15);
    }

    private void awaitTaken() {
        await().atMost(SOON).until(() -> round(relay) > 0);
    }

    @Test
    void aSlowDestinationKeepsNoOtherBack() throws InterruptedException {
        var answer = new CountDownLatch(1);
        publish("slow-", 1);
        broker = message -> {
            if ("order.placed.v1".equals(message.attributes().get("type"))) {
                awaitQuietly(answer);
            }
            return new EntryResult.Confirmed();
        };
        relay.relayOnce();

        publishShipped("quick-0");
        relay.relayOnce();
        await().until(() -> count("published_at IS NOT NULL AND subject = 'quick-0'") == 1);
        assertThat(count("published_at IS NULL")).isEqualTo(1);

        answer.countDown();
        relay.finishSending(SOON);
        assertThat(count("published_at IS NULL")).isZero();
    }

    @Test
    void theLeaseIsKeptWhileACallIsUnderWay() throws InterruptedException {
        var answer = new CountDownLatch(1);
        publish("slow-", 1);
        broker = message -> {
            awaitQuietly(answer);
            return new EntryResult.Confirmed();
        };
        relay.relayOnce();
        long taken = leasedFor();

        await().atMost(SOON).until(() -> leasedFor() > taken + 1000);
        assertThat(relay(5).relayOnce()).as("another relay takes nothing").isZero();

        answer.countDown();
        relay.finishSending(SOON);
        assertThat(sent).containsExactly("slow-0");
    }

    /** Until when, in milliseconds of the database's time. */
    private static long leasedFor() {
        return service.count("SELECT (extract(epoch FROM max(until)) * 1000)::bigint FROM entrega.outbox_lease");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theLeaseOfARelayThatDiedIsTakenOverWhenItEnds() throws InterruptedException {
        publish("s-", 3);
        var table = new OutboxTable();
        Set<String> dead = transactions().write(c -> table.lease(c, "dead", Set.of(), Duration.ofHours(1)));
        assertThat(dead).containsExactly("order.placed.v1");
        assertThat(round(relay)).as("its lease still holds").isZero();
        execute("UPDATE entrega.outbox_lease SET until = clock_timestamp()");

        assertThat(round(relay)).isEqualTo(3);

        assertThat(sent).containsExactlyInAnyOrder("s-0", "s-1", "s-2");
    }

    @Test
    void aRelayOfTheVersionBeforeWorksOnThisSchemaAndItsClaimIsRespected() throws InterruptedException {
        publish("s-", 3);
        // As it claims: by rows, of all destinations.
        execute("""
            UPDATE entrega.outbox
               SET due_at = clock_timestamp() + interval '5 seconds', attempts = attempts + 1
             WHERE position IN (
                   SELECT position FROM entrega.outbox
                    WHERE published_at IS NULL AND parked_reason IS NULL AND due_at <= clock_timestamp()
                    ORDER BY position LIMIT 2
                      FOR UPDATE SKIP LOCKED)""");

        assertThat(round(relay)).isEqualTo(1);
        makeAllDue();
        assertThat(round(relay)).as("it died").isEqualTo(2);

        assertThat(sent).startsWith("s-2").containsExactlyInAnyOrder("s-2", "s-0", "s-1");
    }

    @Test
    void fourRelaysAtOnceSendEachRowOnce() throws Exception {
        publish("s-", 1500);
        try (var relays = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> drain = () -> {
                var own = relay(5);
                while (count("published_at IS NULL") > 0) {
                    round(own);
                }
                return true;
            };
            for (var drained : relays.invokeAll(Collections.nCopies(4, drain))) {
                assertThat(drained.get()).isTrue();
            }
        }
        assertThat(sent).hasSize(1500).doesNotHaveDuplicates();
    }

    @Test
    void whatIsInHandIsSettledAtTheStopAndNoMoreIsRead() throws InterruptedException {
        publish("s-", 1600);
        var sending = new CountDownLatch(1);
        var mayGoOn = new CountDownLatch(1);
        broker = message -> {
            sending.countDown();
            awaitQuietly(mayGoOn);
            return new EntryResult.Confirmed();
        };
        relay.start();
        sending.await();

        var stop = Thread.ofVirtual().start(relay::stop);
        await().until(() -> stop.getState() != Thread.State.RUNNABLE && stop.getState() != Thread.State.NEW);
        mayGoOn.countDown();
        stop.join();

        assertThat(sent).hasSizeBetween(500, 1000).doesNotHaveDuplicates();
        assertThat(count("published_at IS NOT NULL")).isEqualTo(sent.size());
    }

    @Test
    void largeEventsAreTakenAndSentByTheirBytes() throws InterruptedException {
        publish("s-", 1);
        // 100 rows of 250 KB are 25 MB, more than a relay has in its hands at once.
        execute("""
            INSERT INTO entrega.outbox (event_id, type, source, subject, body)
            SELECT 'large-' || i, type, source, 'large-' || i, repeat('ü', 125000) FROM entrega.outbox,
                   generate_series(1, 100) AS i""");

        int first = round(relay);
        assertThat(first).isBetween(20, 40);
        while (round(relay) > 0) {}

        assertThat(calls).allMatch(bytes -> bytes <= 256 * 1024).hasSize(100);
        assertThat(count("published_at IS NULL")).isZero();
    }

    private static void makeAllDue() {
        execute("UPDATE entrega.outbox SET due_at = clock_timestamp()");
    }
}
