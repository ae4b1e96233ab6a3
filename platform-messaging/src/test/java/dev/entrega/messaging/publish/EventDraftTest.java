package dev.entrega.messaging.publish;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.entrega.contract.Casts;
import dev.entrega.contract.EventType;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Origin;
import dev.entrega.messaging.Origins;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.contract.Contracts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an event is given that its publisher does not say. */
class EventDraftTest {

    @Test
    void itsIdComesFromTheServicesIdsAndItsTimeFromTheClock() {
        var now = Instant.parse("2026-01-02T03:04:05.678Z");
        var another = Instant.parse("2020-01-02T03:04:05.678Z");
        var draft = new EventDraft(
                new Service("orders-api", "test"),
                Set.of(OrderPlacedV1.TYPE),
                new Contracts(),
                Casts.onClassPath(),
                Clock.fixed(now, ZoneOffset.UTC),
                new TimeOrderedIds(Clock.fixed(another, ZoneOffset.UTC)),
                new Origins(List.of()));

        var event = draft.complete("order-1", order(1)).event();

        assertThat(event.time()).isEqualTo(now);
        assertThat(UUID.fromString(event.id()).getMostSignificantBits() >>> 16).isEqualTo(another.toEpochMilli());
    }

    private static final OrderPlacedV2 ORDER = new OrderPlacedV2(
            "partner-acme",
            new OrderPlacedV2.Buyer("Ada", "ada@example.org", null),
            List.of(new OrderPlacedV2.Line("SKU-001", 1L, new OrderPlacedV2.Money(100L, "EUR"))),
            new OrderPlacedV2.Money(100L, "EUR"));

    private static EventDraft draft(Casts casts, EventType<?>... published) {
        return draft(casts, new Origins(List.of()), published);
    }

    private static EventDraft draft(Casts casts, Origins origins, EventType<?>... published) {
        return new EventDraft(
                new Service("orders-api", "test"),
                Set.of(published),
                new Contracts(),
                casts,
                Clock.systemUTC(),
                new TimeOrderedIds(Clock.systemUTC()),
                origins);
    }

    @Test
    void allItsVersionsCarryTheTraceAndTheCorrelationOfWhatHasCausedThem() {
        var origin = new Origin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "rojo=1", "basket-7");
        var origins = new Origins(List.of(() -> Optional.of(origin)));

        var ready = draft(Casts.onClassPath(), origins, OrderPlacedV2.TYPE, OrderPlacedV1.TYPE)
                .complete("order-1", ORDER);

        assertThat(ready.event().correlationId()).isEqualTo("basket-7");
        assertThat(ready.copies()).hasSize(2).allSatisfy(copy -> {
            var sent = new CloudEventFormat().read(copy.message().body());
            assertThat(sent.traceparent()).isEqualTo(origin.traceparent());
            assertThat(sent.tracestate()).isEqualTo("rojo=1");
            assertThat(sent.correlationId()).isEqualTo("basket-7");
        });
    }

    @Test
    void whereTheOlderVersionIsDeclaredTooItFollowsUnderTheSameIdAndSaysWhatItWasMadeFrom() {
        var ready = draft(Casts.onClassPath(), OrderPlacedV2.TYPE, OrderPlacedV1.TYPE)
                .complete("order-1", ORDER);

        assertThat(ready.copies())
                .extracting(EventDraft.Copy::type)
                .containsExactly(OrderPlacedV2.TYPE, OrderPlacedV1.TYPE);
        var format = new CloudEventFormat();
        assertThat(ready.copies())
                .extracting(copy -> format.read(copy.message().body()))
                .extracting(
                        CloudEvent::id,
                        CloudEvent::type,
                        event -> event.sending().derivedFrom(),
                        CloudEvent::subject)
                .containsExactly(
                        tuple(ready.event().id(), "order.placed.v2", null, "order-1"),
                        tuple(ready.event().id(), "order.placed.v1", "order.placed.v2", "order-1"));
        assertThat(ready.copies().getLast().message().body()).doesNotContain("partner-acme");
    }

    @Test
    void whoDeclaresOneVersionPublishesThatAlone() {
        assertThat(draft(Casts.onClassPath(), OrderPlacedV2.TYPE)
                        .complete("order-1", ORDER)
                        .copies())
                .extracting(EventDraft.Copy::type)
                .containsExactly(OrderPlacedV2.TYPE);
        assertThat(draft(Casts.onClassPath(), OrderPlacedV2.TYPE, OrderPlacedV1.TYPE)
                        .complete("order-1", order(1))
                        .copies())
                .extracting(EventDraft.Copy::type)
                .containsExactly(OrderPlacedV1.TYPE);
    }

    @Test
    void twoVersionsWithoutAWayBetweenThemAreRefusedBeforeAnythingIsPublished() {
        var none = new Casts(List.of(), List.of());

        assertThatThrownBy(() -> draft(none, OrderPlacedV2.TYPE, OrderPlacedV1.TYPE))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("publishes order.placed.v2 and order.placed.v1, but nothing makes the older");
    }
}
