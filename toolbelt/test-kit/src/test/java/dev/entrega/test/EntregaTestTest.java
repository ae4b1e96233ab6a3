package dev.entrega.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the kit promises to those who test with it. */
@EntregaTest(settings = "entrega.consumer.max-attempts=2")
class EntregaTestTest {

    private final TestSystem system;
    private final TestDatabase database;

    EntregaTestTest(TestSystem system, TestDatabase database) {
        this.system = system;
        this.database = database;
    }

    private OrderPlacedV1 anOrder() {
        return system.example(OrderPlacedV1.class);
    }

    private long noted(String subject) {
        return database.count("SELECT count(*) FROM noted WHERE subject = ?", subject);
    }

    @Test
    void anEventIsHandledWhenItWasAwaited() {
        system.publish("order-1", anOrder());

        system.awaitHandled("note-order");

        assertThat(noted("order-1")).isEqualTo(1);
    }

    @Test
    void whatTheServicePublishesIsSeenAndHandledByItself() {
        system.publish("order-2", anOrder());
        system.awaitHandled("note-order");

        assertThat(system.published(StockReservedV1.class))
                .filteredOn(event -> event.subject().equals("order-2"))
                .singleElement()
                .satisfies(event -> assertThat(event.causationId()).isNotNull());
        system.awaitHandled("hear-itself");
        assertThat(noted("heard order-2")).isEqualTo(1);
    }

    @Test
    void whatIsDeliveredAgainIsReallyDelivered() {
        Event<OrderPlacedV1> event = system.publish("order-3", anOrder());
        system.awaitHandled("note-order");
        long before = duplicates(event);

        assertThat(system.redeliverEverything()).isGreaterThanOrEqualTo(2);

        assertThat(duplicates(event)).isEqualTo(before + 1);
        assertThat(noted("order-3")).isEqualTo(1);
        assertThat(noted("heard order-3")).isEqualTo(1);
    }

    private long duplicates(Event<?> event) {
        return database.count("SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox WHERE event_id = ?", event.id());
    }

    /** By the claims alone; that it is signed by whom the service trusts is the local issuer's own test. */
    @Test
    void aTokenSaysWhoCallsAndIsGoodByTheServicesClock() {
        var claims = new String(
                Base64.getUrlDecoder()
                        .decode(system.token("a-shop", "notes:read").split("\\.", -1)[1]),
                StandardCharsets.UTF_8);

        long now = system.bean(Clock.class).instant().getEpochSecond();
        assertThat(claims).contains("\"sub\":\"a-shop\"", "\"scope\":\"notes:read\"", "\"aud\":\"entrega\"");
        assertThat(Long.parseLong(claims.replaceFirst(".*\"exp\":(\\d+).*", "$1")) - now)
                .isBetween(3590L, 3600L);
    }

    @Test
    void anUnknownHandlerIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> system.awaitHandled("note-ordr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("stock-service has no handler \"note-ordr\"; it has hear-itself, note-order");
    }

    @Test
    void anEventThatNobodyTakesIsRefused() {
        assertThatThrownBy(() -> system.publish("order-4", system.example(OrderShippedV1.class)))
                .hasMessage("no handler of stock-service takes order.shipped.v1; they take order.placed.v1,"
                        + " stock.reserved.v1");
    }

    @Test
    void theClockOfTheServiceIsPutForward(Clock clock) {
        system.advanceClock(Duration.ofDays(2));
        system.publish("order-5", anOrder());
        system.awaitHandled("note-order");

        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        assertThat(clock.instant()).isAfter(tomorrow);
        assertThat(database.count(
                        "SELECT count(*) FROM noted WHERE subject = 'order-5' AND at > now() + interval '1 day'"))
                .isEqualTo(1);
        assertThat(system.published(StockReservedV1.class))
                .filteredOn(event -> event.subject().equals("order-5"))
                .allSatisfy(event -> assertThat(event.time()).isAfter(tomorrow));
    }

    @Test
    void aWorkerHasNoAddress() {
        assertThatThrownBy(system::url).hasMessageContaining("no HTTP server");
    }

    @Nested
    class WithinAnother {
        @Test
        void theServiceIsTheSame(TestSystem inner, Notes notes) {
            assertThat(inner).isSameAs(system);
            assertThat(notes).isSameAs(system.bean(Notes.class));
        }
    }
}
