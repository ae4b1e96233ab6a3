package dev.entrega.messaging.publish;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TimeOrderedIds;
import dev.entrega.messaging.contract.Contracts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
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
                Clock.fixed(now, ZoneOffset.UTC),
                new TimeOrderedIds(Clock.fixed(another, ZoneOffset.UTC)));

        var event = draft.complete("order-1", order(1)).event();

        assertThat(event.time()).isEqualTo(now);
        assertThat(UUID.fromString(event.id()).getMostSignificantBits() >>> 16).isEqualTo(another.toEpochMilli());
    }
}
