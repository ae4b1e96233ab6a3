package dev.entrega.messaging.outbox;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.DelayedPublisher;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.TestQueue;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.contract.ContractViolationException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private static TestService service;
    private static TestQueue reader;

    @BeforeAll
    static void start() {
        service = TestService.start("outbox", Map.of());
        reader = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anEventArrivesAsItWasPublishedOnceItsTransactionHasCommitted() {
        Event<OrderPlacedV1> event = service.transactions()
                .executeWrite(status -> service.publisher().publish("order-1", order(3)));

        await().until(() -> reader.eventIds().contains(event.id()));
        var message = reader.received().stream()
                .filter(m -> m.body().contains(event.id()))
                .findFirst()
                .orElseThrow();
        var read = new CloudEventFormat().read(message.body());
        assertThat(read.source()).isEqualTo("/orders-api");
        assertThat(read.subject()).isEqualTo("order-1");
        assertThat(read.time()).isEqualTo(event.time());
        assertThat(read.data().at("/lines/0/quantity").asInt()).isEqualTo(3);
        assertThat(message.attributes())
                .containsEntry("type", "order.placed.v1")
                .containsEntry("subject", "order-1")
                .containsKey("bucket");
        await().until(() ->
                service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NOT NULL AND event_id = '"
                                + event.id() + "'")
                        == 1);
    }

    @Test
    void aNewerEventIsCommittedWithACopyForTheReadersOfTheOlderVersion() {
        var data = new OrderPlacedV2(
                "shop",
                new OrderPlacedV2.Buyer("Ada", "ada@example.org", null),
                List.of(new OrderPlacedV2.Line("SKU-001", 7L, new OrderPlacedV2.Money(100L, "EUR"))),
                new OrderPlacedV2.Money(700L, "EUR"));
        Event<OrderPlacedV2> event = service.transactions()
                .executeWrite(status -> service.publisher().publish("order-v2", data));

        await().until(() -> reader.eventIds().contains(event.id()));
        var read = reader.received().stream()
                .map(message -> new CloudEventFormat().read(message.body()))
                .filter(received -> received.id().equals(event.id()))
                .toList();
        assertThat(read).allSatisfy(copy -> {
            assertThat(copy.type()).isEqualTo("order.placed.v1");
            assertThat(copy.sending().derivedFrom()).isEqualTo("order.placed.v2");
            assertThat(copy.data().at("/lines/0/quantity").asInt()).isEqualTo(7);
        });
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE event_id = '" + event.id()
                        + "' AND type = 'order.placed.v2' AND position < (SELECT max(position) FROM entrega.outbox"
                        + " WHERE event_id = '" + event.id() + "')"))
                .as("the newest is the first to be sent")
                .isEqualTo(1);
    }

    @Test
    void anEventOfARolledBackTransactionIsNeverSeen() {
        var rolledBack = new AtomicReference<String>();
        assertThatThrownBy(() -> service.transactions().executeWrite(status -> {
                    rolledBack.set(
                            service.publisher().publish("order-2", order(1)).id());
                    throw new IllegalStateException("the business changed its mind");
                }))
                .hasMessageContaining("changed its mind");
        // What is published later has arrived: had the first one been sent, it would be here.
        var later = service.transactions()
                .executeWrite(status -> service.publisher().publish("order-3", order(1)));

        await().until(() -> reader.eventIds().contains(later.id()));
        assertThat(reader.eventIds()).doesNotContain(rolledBack.get());
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE event_id = '" + rolledBack.get() + "'"))
                .isZero();
    }

    @Test
    void nothingIsSentBeforeTheCommit() throws InterruptedException {
        var inTransaction = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var early = new AtomicReference<String>();
        var writer = Thread.ofVirtual()
                .start(() -> service.transactions().executeWrite(status -> {
                    early.set(service.publisher().publish("order-4", order(1)).id());
                    inTransaction.countDown();
                    goOn.await();
                    return early.get();
                }));
        inTransaction.await();
        // Its position is higher, its commit earlier: a relay that remembered the last position would skip the first.
        var later = service.transactions()
                .executeWrite(status -> service.publisher().publish("order-5", order(1)));
        await().until(() -> reader.eventIds().contains(later.id()));
        assertThat(reader.eventIds()).doesNotContain(early.get());

        goOn.countDown();
        writer.join();

        await().until(() -> reader.eventIds().contains(early.get()));
    }

    private static DelayedPublisher delayed() {
        return service.context.getBean(DelayedPublisher.class);
    }

    private static <T> T transactionally(Supplier<T> work) {
        return service.transactions().executeWrite(status -> work.get());
    }

    private static long waiting(String eventId) {
        return service.count(
                "SELECT count(*) FROM entrega.outbox WHERE event_id = '" + eventId + "' AND published_at IS NULL");
    }

    @Test
    void anEventForLaterLeavesWhenItsTimeHasComeAndSaysSince() {
        var later = Instant.now().plusSeconds(3600);
        var delayed = transactionally(() -> delayed().publishAt(later, "order-later", order(1)));
        var now = transactionally(() -> service.publisher().publish("order-now", order(1)));

        await().until(() -> reader.eventIds().contains(now.id()));
        assertThat(waiting(delayed.id())).isEqualTo(1);
        service.transactions().executeWrite(status -> {
            // An hour later, for all the database knows.
            service.execute(status.getConnection(), "UPDATE entrega.outbox SET due_at = due_at - interval '1 hour'");
            return true;
        });
        await().until(() -> reader.eventIds().contains(delayed.id()));

        var read = reader.received().stream()
                .map(message -> new CloudEventFormat().read(message.body()))
                .filter(event -> event.id().equals(delayed.id()))
                .findFirst()
                .orElseThrow();
        assertThat(read.firstPublished()).isEqualTo(later.truncatedTo(ChronoUnit.MILLIS));
        assertThat(read.time()).isEqualTo(delayed.time());
    }

    @Test
    void anEventForLaterCanBeCancelledUntilItsTimeHasCome() {
        var delayed = transactionally(
                () -> delayed().publishAt(Instant.now().plusSeconds(3600), "order-cancelled", order(1)));

        assertThat(transactionally(() -> delayed().cancel(delayed.id()))).isTrue();
        assertThat(waiting(delayed.id())).isZero();
        assertThat(transactionally(() -> delayed().cancel(delayed.id()))).isFalse();

        var past = transactionally(() -> delayed().publishAt(Instant.now().minusSeconds(1), "order-past", order(1)));
        assertThat(transactionally(() -> delayed().cancel(past.id()))).isFalse();
        await().until(() -> reader.eventIds().contains(past.id()));
    }

    @Test
    void whatATransactionIsAboutToCancelIsNotSentMeanwhile() {
        var soon = Instant.now().plusSeconds(3);
        var kept = transactionally(() -> delayed().publishAt(soon, "order-kept", order(1)));
        var cancelled = transactionally(() -> delayed().publishAt(soon, "order-gone", order(1)));

        transactionally(() -> {
            assertThat(delayed().cancel(cancelled.id())).isTrue();
            // Its time comes before this commits.
            await().until(() -> reader.eventIds().contains(kept.id()));
            return true;
        });

        var later = transactionally(() -> service.publisher().publish("order-after", order(1)));
        await().until(() -> reader.eventIds().contains(later.id()));
        assertThat(reader.eventIds()).doesNotContain(cancelled.id());
    }

    @Test
    void aCancellationThatRollsBackLetsTheEventLeave() {
        var delayed =
                transactionally(() -> delayed().publishAt(Instant.now().plusMillis(500), "order-not-gone", order(1)));
        assertThatThrownBy(() -> transactionally(() -> {
                    delayed().cancel(delayed.id());
                    throw new IllegalStateException("changed its mind");
                }))
                .hasMessageContaining("changed its mind");

        await().until(() -> reader.eventIds().contains(delayed.id()));
    }

    @Test
    void aPublisherOfEventsThatExpireSaysSinceWhenInEachOfThem() {
        var expiry = Instant.parse("2040-01-01T00:00:00Z");
        var event = transactionally(() -> service.publisher().expiringAt(expiry).publish("order-expiring", order(1)));
        var both = transactionally(() -> delayed()
                .expiringAt(expiry)
                .publishAt(Instant.parse("2039-01-01T00:00:00Z"), "order-expiring-later", order(1)));

        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE event_id = '" + event.id()
                        + "' AND body::jsonb ->> 'expirytime' = '2040-01-01T00:00:00Z'"))
                .isEqualTo(1);
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE event_id = '" + both.id()
                        + "' AND body::jsonb ->> 'publishtime' = '2039-01-01T00:00:00Z'"
                        + " AND body::jsonb ->> 'expirytime' = '2040-01-01T00:00:00Z'"))
                .isEqualTo(1);
        assertThat(transactionally(() -> service.publisher().publish("order-10", order(1)))
                        .id())
                .satisfies(id -> assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE event_id = '" + id
                                + "' AND body::jsonb ? 'expirytime'"))
                        .isZero());
    }

    @Test
    void publishingWithoutATransactionIsRefused() {
        assertThatThrownBy(() -> service.publisher().publish("order-6", order(1)))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("@Transactional");
        assertThatThrownBy(() -> delayed().cancel("order-6"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("@Transactional");
    }

    @Test
    void anEventThatNoBeanDeclaresIsRefused() {
        var undeclared = new StockReservedV1(List.of(new StockReservedV1.Line("SKU-001", 1)));
        assertThatThrownBy(() -> service.transactions()
                        .executeWrite(status -> service.publisher().publish("order-7", undeclared)))
                .hasMessageContaining("@Publishes(StockReservedV1.class)");
    }

    @Test
    void dataThatViolatesItsContractIsRefusedBeforeTheCommit() {
        assertThatThrownBy(() -> service.transactions()
                        .executeWrite(status -> service.publisher().publish("order-8", order(0))))
                .isInstanceOf(ContractViolationException.class)
                .hasMessageContaining("/lines/0/quantity");
        assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE subject = 'order-8'"))
                .isZero();
    }

    @Test
    void aSubjectThatSqsWouldRefuseIsRefusedAtTheEdge() {
        for (String subject : List.of("", "x".repeat(257), "a\uFFFE", "a\u0000")) {
            assertThatThrownBy(() -> service.transactions()
                            .executeWrite(status -> service.publisher().publish(subject, order(1))))
                    .hasMessageContaining("subject of 1 to 256");
        }
    }

    @Test
    void anEventPublishedWhileAnotherIsHandledContinuesItsStory() {
        var cause = service.transactions()
                .executeWrite(status -> service.publisher().publish("order-9", order(1)));

        var effect = ScopedValue.where(CurrentEvent.HANDLED, cause)
                .call(() -> service.transactions()
                        .executeWrite(status ->
                                service.publisher().publish("order-9", new OrderShippedV1("DHL", "0123456789"))));

        assertThat(effect.correlationId()).isEqualTo(cause.id());
        assertThat(effect.causationId()).isEqualTo(cause.id());
    }

    @Test
    void fiftyWritersWhoseCommitsOverlapLoseNothing() throws Exception {
        var ids = new ArrayList<String>();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var published = new ArrayList<java.util.concurrent.Future<Event<OrderPlacedV1>>>();
            for (int i = 0; i < 50; i++) {
                String subject = "overlap-" + i;
                published.add(writers.submit(() -> service.transactions()
                        .executeWrite(status -> service.publisher().publish(subject, order(1)))));
            }
            for (var each : published) {
                ids.add(each.get().id());
            }
        }
        await().until(() -> reader.eventIds().containsAll(ids));
    }
}
