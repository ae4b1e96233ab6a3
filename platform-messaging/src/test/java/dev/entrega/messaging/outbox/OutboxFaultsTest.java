package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TestQueue;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault.Extent;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.topology.Names;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;

/** What the outbox does while the broker does not do its part. */
@Tag("faults")
class OutboxFaultsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A million is tried by hand: -Dentrega.test.backlog=1000000. */
    private static final int BACKLOG = Integer.getInteger("entrega.test.backlog", 20_000);

    private static OutboxRelay relay(TestService service, OutboxRelay.Broker broker, RelayPolicy policy) {
        return new OutboxRelay(
                new OutboxTable(),
                new Transactions(service.transactions()),
                broker,
                service.context.getBean(WakeUp.class),
                policy,
                service.context.getBean(ErrorReports.class));
    }

    private static RelayPolicy policy(Duration overdue) {
        return new RelayPolicy(Duration.ofSeconds(1), 3, Duration.ofDays(7), overdue);
    }

    private static String publish(TestService service, String subject) {
        return service.transactions()
                .executeWrite(status -> service.publisher().publish(subject, order(1)))
                .id();
    }

    private static long waiting(TestService service) {
        return service.count(
                "SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL AND parked_reason IS NULL");
    }

    @Test
    void whileTheBrokerIsDownTheOutboxGrowsWithoutABusyLoopAndItEmptiesByItself() throws InterruptedException {
        var down = new AtomicBoolean(true);
        var calls = new AtomicInteger();
        try (var service = TestService.start("down", Map.of("entrega.outbox.relay", "outside"))) {
            var reader = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
            var resources = service.context.getBean(Resources.class);
            var names = service.context.getBean(Names.class);
            var policy = policy(Duration.ofMillis(500));
            var vital = new OutboxVital(service.context.getBean(Service.class), policy, new SimpleMeterRegistry());
            var upkeep = new OutboxUpkeep(
                    new OutboxTable(), new Transactions(service.transactions()), vital, policy, Duration.ofHours(1));
            var relay = relay(
                    service,
                    (destination, messages) -> {
                        calls.incrementAndGet();
                        return down.get()
                                ? Collections.nCopies(
                                        messages.size(), new ServerFault("SdkClientException", Extent.BROKER))
                                : resources
                                        .topic(names.topic(destination.name()))
                                        .publish(messages);
                    },
                    policy);
            relay.start();

            for (int i = 0; i < 40; i++) {
                publish(service, "order-" + i); // Commits, whatever the broker does.
            }
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            upkeep.round();
            assertThat(waiting(service)).isEqualTo(40);
            assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE attempts > 0"))
                    .isZero();
            assertThat(calls.get()).as("full jitter, growing").isLessThan(25);
            assertThat(vital.condition().level()).isEqualTo(Level.DEGRADED);

            down.set(false);
            await().atMost(PATIENCE).until(() -> reader.eventIds().size() >= 40);
            assertThat(waiting(service)).isZero();
            upkeep.round();
            assertThat(vital.condition().level()).isEqualTo(Level.UP);
            relay.stop();
        }
    }

    @Test
    void whatIsForATopicThatWasDeletedIsParkedAndLaterRowsFlowUntilAnOperatorLetsItGo() {
        try (var service = TestService.start("deleted", Map.of("entrega.outbox.max-attempts", "3"))) {
            var shipped = TestQueue.subscribe(service, "reader", OrderShippedV1.TYPE);
            var resources = service.context.getBean(Resources.class);
            // Sent once, so that the relay knows the topic.
            publish(service, "order-0");
            await().atMost(PATIENCE).until(() -> waiting(service) == 0);
            service.context
                    .getBean(SnsClient.class)
                    .deleteTopic(
                            request -> request.topicArn(resources.topicArns().get("deleted_order_placed_v1")));

            String stuck = publish(service, "order-1");
            var later = service.transactions()
                    .executeWrite(
                            status -> service.publisher().publish("order-2", new OrderShippedV1("DHL", "0123456789")));
            await().atMost(PATIENCE).until(() -> shipped.eventIds().contains(later.id()));
            await().atMost(PATIENCE)
                    .until(() ->
                            service.count("SELECT count(*) FROM entrega.outbox WHERE parked_reason LIKE 'NotFound%'"
                                            + " AND attempts = 3 AND event_id = '" + stuck + "'")
                                    == 1);

            service.context.getBean(TopologyPlanner.class).apply(service.context.getBean(Topology.class));
            var placed = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
            service.transactions().executeWrite(status -> {
                var parked = new ParkedEvents();
                for (var event : parked.find(status.getConnection(), null, 0, 10)) {
                    parked.release(status.getConnection(), event.id(), "operator@host");
                }
                return true;
            });
            await().atMost(PATIENCE).until(() -> placed.eventIds().contains(stuck));
        }
    }

    @Test
    void aBacklogIsDrainedWithBoundedMemoryWhileWritersGoOn() throws Exception {
        var sent = ConcurrentHashMap.<String>newKeySet();
        var repeated = new AtomicInteger();
        var inHand = new AtomicLong();
        var mostInHand = new AtomicLong();
        OutboxRelay.Broker broker = (destination, messages) -> {
            mostInHand.accumulateAndGet(inHand.addAndGet(messages.size()), Math::max);
            for (var message : messages) {
                repeated.addAndGet(sent.add(message.attributes().get("subject")) ? 0 : 1);
            }
            inHand.addAndGet(-messages.size());
            return Collections.<EntryResult>nCopies(messages.size(), new Confirmed());
        };
        try (var service = TestService.start("backlog", Map.of("entrega.outbox.relay", "outside"))) {
            publish(service, "first");
            service.transactions().executeWrite(status -> {
                service.execute(status.getConnection(), """
                    INSERT INTO entrega.outbox (event_id, type, source, subject, body)
                    SELECT event_id || i, type, source, 'backlog-' || i, body || repeat(' ', 400)
                      FROM entrega.outbox, generate_series(1, %d) AS i""".formatted(BACKLOG));
                return true;
            });
            var relay = relay(service, broker, policy(Duration.ofMinutes(1)));
            var stop = new AtomicBoolean();
            var written = new AtomicInteger();
            long began = System.nanoTime();
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int w = 0; w < 4; w++) {
                    writers.execute(() -> {
                        while (!stop.get()) {
                            publish(service, "written-" + written.getAndIncrement());
                        }
                    });
                }
                try {
                    relay.start();
                    await().atMost(Duration.ofMinutes(30))
                            .until(() -> service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL"
                                            + " AND subject LIKE 'backlog-%'")
                                    == 0);
                } finally {
                    stop.set(true);
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            await().atMost(PATIENCE).until(() -> waiting(service) == 0);
            relay.stop();

            org.slf4j.LoggerFactory.getLogger(OutboxFaultsTest.class)
                    .info("backlog of {} drained in {} s, {} written meanwhile", BACKLOG, seconds, written);
            assertThat(sent).hasSize(BACKLOG + 1 + written.get());
            assertThat(repeated.get()).isZero();
            assertThat(mostInHand.get()).as("calls in flight, ten each").isLessThanOrEqualTo(160);
        }
    }

    @Test
    void ofFiftyWritersWhoseCommitsAreOutOfOrderNothingIsSkipped() throws Exception {
        var sent = ConcurrentHashMap.<String>newKeySet();
        OutboxRelay.Broker broker = (destination, messages) -> {
            messages.forEach(message -> sent.add(message.attributes().get("subject")));
            return Collections.<EntryResult>nCopies(messages.size(), new Confirmed());
        };
        try (var service = TestService.start("overlap", Map.of("entrega.outbox.relay", "outside"))) {
            List<OutboxRelay> relays = List.of(
                    relay(service, broker, policy(Duration.ofMinutes(1))),
                    relay(service, broker, policy(Duration.ofMinutes(1))));
            relays.forEach(OutboxRelay::start);
            try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int w = 0; w < 50; w++) {
                    int writer = w;
                    writers.execute(() -> {
                        for (int i = 0; i < 20; i++) {
                            String subject = writer + "-" + i;
                            service.transactions().executeWrite(status -> {
                                service.publisher().publish(subject, order(1));
                                // The position is taken; the commit comes when it comes.
                                service.execute(status.getConnection(), "SELECT pg_sleep(random() * 0.02)");
                                return true;
                            });
                        }
                    });
                }
            }
            await().atMost(PATIENCE).until(() -> waiting(service) == 0);
            relays.forEach(OutboxRelay::stop);
            assertThat(sent).hasSize(1000);
        }
    }
}
