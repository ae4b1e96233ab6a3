package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.report.ErrorReports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The relay's rounds, against a real table and a broker that answers as each test says. */
class OutboxRelayTest {

    private static TestService service;

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private Function<Message, EntryResult> broker = message -> new EntryResult.Confirmed();
    private OutboxRelay relay;

    @BeforeAll
    static void start() {
        service = TestService.start("relay", Map.of());
        // These tests run the rounds themselves.
        service.context.getBean(OutboxRelay.class).stop();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void anEmptyOutbox() {
        service.transactions().executeWrite(status -> {
            service.execute(status.getConnection(), "TRUNCATE entrega.outbox");
            return true;
        });
        relay = relay();
    }

    private OutboxRelay relay() {
        return new OutboxRelay(
                new OutboxTable(),
                new Transactions(service.transactions()),
                (destination, messages) -> messages.stream()
                        .map(message -> {
                            sent.add(message.attributes().get("subject"));
                            return broker.apply(message);
                        })
                        .toList(),
                new WakeUp(),
                Duration.ofSeconds(1),
                service.context.getBean(ErrorReports.class));
    }

    private static void publish(String prefix, int count) {
        service.transactions().executeWrite(status -> {
            for (int i = 0; i < count; i++) {
                service.publisher().publish(prefix + i, order(1));
            }
            return true;
        });
    }

    @Test
    void onlyWhatTheBrokerConfirmedIsMarkedOfAPartlyFailedBatch() throws InterruptedException {
        publish("s-", 10);
        broker = message -> switch (message.attributes().getOrDefault("subject", "")) {
            case "s-2", "s-5" -> new EntryResult.ServerFault("InternalError");
            case "s-7" -> new EntryResult.SenderFault("InvalidParameter", "too long");
            default -> new EntryResult.Confirmed();
        };

        assertThat(relay.relayOnce()).isEqualTo(10);

        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NOT NULL"))
                .isEqualTo(7);
        assertThat(
                        service.count(
                                "SELECT count(*) FROM entrega.outbox WHERE parked_reason = 'InvalidParameter: too long' AND subject = 's-7'"))
                .isEqualTo(1);
        assertThat(
                        service.count(
                                "SELECT count(*) FROM entrega.outbox WHERE due_at > clock_timestamp() AND published_at IS NULL AND subject IN ('s-2', 's-5')"))
                .isEqualTo(2);
    }

    @Test
    void whatTheBrokerCouldNotTakeIsSentAgainUnderTheSameId() throws InterruptedException {
        publish("s-", 1);
        broker = message -> new EntryResult.ServerFault("Throttled");
        relay.relayOnce();
        makeAllDue();
        broker = message -> new EntryResult.Confirmed();

        relay.relayOnce();

        assertThat(sent).containsExactly("s-0", "s-0");
        assertThat(service.count("SELECT attempts FROM entrega.outbox WHERE published_at IS NOT NULL"))
                .isEqualTo(2);
    }

    @Test
    void aParkedRowLetsLaterRowsFlow() throws InterruptedException {
        publish("bad-", 1);
        broker = message -> new EntryResult.SenderFault("InvalidParameter", "never");
        relay.relayOnce();
        publish("good-", 1);
        broker = message -> new EntryResult.Confirmed();
        makeAllDue();

        relay.relayOnce();

        assertThat(sent).containsExactly("bad-0", "good-0");
    }

    @Test
    void aClaimOfARelayThatDiedIsTakenOverAfterItsLease() throws InterruptedException {
        publish("s-", 3);
        var table = new OutboxTable();
        var dead = service.transactions().executeWrite(s -> table.claim(s.getConnection(), 100, Duration.ofHours(1)));
        assertThat(dead).hasSize(3);
        assertThat(relay.relayOnce()).as("its lease still holds").isZero();
        makeAllDue();

        assertThat(relay.relayOnce()).isEqualTo(3);

        assertThat(sent).containsExactlyInAnyOrder("s-0", "s-1", "s-2");
    }

    @Test
    void fourRelaysAtOnceSendEachRowOnce() throws Exception {
        publish("s-", 1000);
        try (var relays = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> drain = () -> {
                var own = relay();
                while (own.relayOnce() > 0) {}
                return true;
            };
            relays.invokeAll(Collections.nCopies(4, drain));
        }
        assertThat(sent).hasSize(1000).doesNotHaveDuplicates();
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL"))
                .isZero();
    }

    private static void makeAllDue() {
        service.transactions().executeWrite(status -> {
            service.execute(status.getConnection(), "UPDATE entrega.outbox SET due_at = clock_timestamp()");
            return true;
        });
    }
}
