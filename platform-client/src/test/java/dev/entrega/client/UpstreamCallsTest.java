package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.client.PartnerClient.Invoice;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.health.Availability;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.health.Reach;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A declarative client against real servers that fail in real ways. */
class UpstreamCallsTest {

    private static final Invoice INVOICE = new Invoice(7);

    private final Partner partner = new Partner(Partner.status(200));
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(partner));
    private @Nullable ApplicationContext context;

    @AfterEach
    void close() throws Exception {
        for (var its : opened.reversed()) {
            its.close();
        }
    }

    private PartnerClient client(Map<String, Object> settings) {
        return client(partner.url(), settings);
    }

    private PartnerClient client(String urls, Map<String, Object> settings) {
        var all = new HashMap<String, Object>(SharedCloud.settings("client"));
        all.remove("database.url");
        all.put("entrega.service", "test-service");
        settings.forEach((name, value) -> all.put("upstreams.partner." + name, value));
        all.put("upstreams.partner.url", urls);
        var started = ApplicationContext.run(all);
        opened.add(started);
        context = started;
        return started.getBean(PartnerClient.class);
    }

    private <T> T bean(Class<T> type) {
        return Objects.requireNonNull(context, "call client() first").getBean(type);
    }

    private Reach reach() {
        return bean(Availability.class).reach("partner");
    }

    /** As many answers of that status first, then good ones. */
    private static Partner.Behaviour failing(int times, int status) {
        var left = new AtomicInteger(times);
        return exchange -> Partner.answer(exchange, left.getAndDecrement() > 0 ? status : 200, Map.of());
    }

    @Test
    void callsWithPathAndQueryAndReadsTheAnswer() {
        var client = client(partner.url() + "/v1/", Map.of());

        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(client.search("Ada & Co").body()).isEqualTo(INVOICE);
        assertThat(partner.asked()).containsExactly("GET /v1/invoices/7", "GET /v1/invoices?buyer=Ada+%26+Co");
    }

    @Test
    void repeatsWhatReadsUntilItIsAnswered() {
        partner.behave(failing(2, 503));

        assertThat(client(Map.of()).invoice(7)).isEqualTo(INVOICE);
        assertThat(partner.asked()).hasSize(3);
    }

    @Test
    void endsWithTheLastAttempt() {
        partner.behave(Partner.status(503));
        var client = client(Map.of("attempts", 2));

        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOf(HttpClientResponseException.class)
                .hasMessageContaining("partner has answered 503");
        assertThat(partner.asked()).hasSize(2);
    }

    @Test
    void repeatsWhatWritesOnlyUnderAnIdempotencyKey() {
        partner.behave(failing(1, 503));
        var client = client(Map.of());

        assertThatThrownBy(() -> client.place(INVOICE)).isInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(1);

        partner.behave(failing(1, 503));
        assertThat(client.placeOnce(INVOICE, "key-1").code()).isEqualTo(200);
        assertThat(partner.asked()).hasSize(3);
    }

    /** A request that never got there may be sent again, whatever it is. */
    @Test
    void goesToAnotherInstanceIfOneRefusesTheConnection() {
        var gone = new Partner(Partner.status(200));
        gone.close();
        var client = client(gone.url() + "," + partner.url(), Map.of());

        for (int i = 0; i < 20; i++) {
            assertThat(client.place(INVOICE).code()).isEqualTo(200);
        }
        assertThat(partner.asked()).hasSize(20);
    }

    @Test
    void doesNotRepeatWhatIsTheCallersFaultOrWouldFailAgain() {
        var client = client(Map.of());
        for (int status : List.of(400, 401, 403, 409, 422, 500, 501)) {
            partner.forget();
            partner.behave(Partner.status(status));

            assertThatThrownBy(() -> client.invoice(7))
                    .isInstanceOfSatisfying(
                            HttpClientResponseException.class,
                            refused -> assertThat(refused.code()).isEqualTo(status));
            assertThat(partner.asked()).as("" + status).hasSize(1);
        }
    }

    /** Statuses that no RFC knows are those that a CDN in front of a partner answers. */
    @Test
    void understandsAStatusThatNobodyHasStandardized() {
        partner.behave(Partner.status(520));
        var client = client(Map.of());

        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOfSatisfying(
                        HttpClientResponseException.class,
                        refused -> assertThat(refused.code()).isEqualTo(520));
    }

    @Test
    void takesNotModifiedForSuccessAndNotFoundForNothing() {
        var client = client(Map.of());
        partner.behave(Partner.status(304));
        assertThat(client.placeOnce(INVOICE, "key-1").code()).isEqualTo(304);

        partner.behave(Partner.status(404));
        assertThat(client.last()).isEmpty();
        assertThat(partner.asked()).hasSize(2);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void waitsAsLongAsItIsAskedToAndDoesNotRepeatIfThatIsTooLong() {
        partner.behave(exchange -> Partner.answer(exchange, 429, Map.of("Retry-After", "60")));
        var client = client(Map.of());

        assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(1);

        var first = new AtomicInteger(1);
        var times = new ArrayList<Long>();
        partner.behave(exchange -> {
            times.add(System.nanoTime());
            Partner.answer(exchange, first.getAndDecrement() > 0 ? 503 : 200, Map.of("Retry-After", "1"));
        });
        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anAttemptEndsInTimeAlsoIfTheAnswerOnlyDrips() {
        partner.behave(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(100);
            }
        });
        var client = client(Map.of("timeout", "300ms", "attempts", 1));

        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOf(UpstreamTimeoutException.class)
                .hasMessageContaining("partner has not answered within 300 ms");
    }

    @Test
    void aCallOfItsOwnKindHasItsOwnLimits() {
        partner.behave(Partner.status(503));
        var client = client(Map.of("attempts", 1, "calls.invoice.attempts", 3));

        assertThatThrownBy(() -> client.search("Ada")).isInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(1);
        assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(4);
    }

    /** 20 % of 100 calls, and what was saved up; not the 200 that two more attempts each would be. */
    @Test
    void allCallsTogetherRepeatNoMoreThanTheBudgetAllows() {
        partner.behave(Partner.status(503));
        var client = client(Map.of("breaker.attempts", 10_000));

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        }

        assertThat(partner.asked().size() - 100).isBetween(20, 20 + RetryBudget.RESERVE);
        assertThat(bean(MeterRegistry.class)
                        .counter("entrega.upstream.retries", "upstream", "partner", "call", "invoice")
                        .count())
                .isEqualTo(partner.asked().size() - 100);
    }

    @Test
    void afterTooManyFailuresItIsLeftAloneAndThenTriedOnce() {
        partner.behave(Partner.status(500));
        var client = client(Map.of("breaker.attempts", 4, "breaker.wait", "1s"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        }

        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageContaining("partner was not asked");
        assertThat(partner.asked()).hasSize(2);
        assertThat(reach()).isEqualTo(Reach.NONE);
        assertThat(bean(Upstreams.class).condition())
                .satisfies(health -> assertThat(health.level()).isEqualTo(Level.DEGRADED))
                .satisfies(health -> assertThat(health.detail()).startsWith("partner: "));

        await().until(() -> reach() == Reach.ONE);
        assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        assertThat(reach()).isEqualTo(Reach.NONE);

        partner.behave(Partner.status(200));
        await().until(() -> reach() == Reach.ONE);
        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(reach()).isEqualTo(Reach.ALL);
        assertThat(bean(Upstreams.class).condition().level()).isEqualTo(Level.UP);
    }

    @Test
    void whatTheCallerDidWrongOpensNoBreaker() {
        partner.behave(Partner.status(400));
        var client = client(Map.of("breaker.attempts", 4));

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        }
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    /** Otherwise a hanging upstream would take all that its callers have. */
    @Test
    void noMoreCallsAreUnderWayThanMayBe() throws Exception {
        var arrived = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        partner.behave(exchange -> {
            arrived.countDown();
            go.await();
            Partner.answer(exchange, 200, Map.of());
        });
        var client = client(Map.of("concurrent", 2));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Invoice>> answers =
                    List.of(callers.submit(() -> client.invoice(1)), callers.submit(() -> client.invoice(2)));
            arrived.await();

            assertThatThrownBy(() -> client.invoice(3))
                    .isInstanceOf(UpstreamUnavailableException.class)
                    .hasMessageContaining("2 calls are under way");
            go.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(INVOICE);
            }
        }
        assertThat(client.invoice(4)).isEqualTo(INVOICE);
        assertThat(partner.asked()).hasSize(3);
    }

    @Test
    void attemptsBeginNoFasterThanTheRate() {
        var client = client(Map.of("rate-per-second", 5));

        long begun = System.nanoTime();
        for (int i = 0; i < 12; i++) {
            client.invoice(7);
        }

        // Five in the second that it begins in, however late, five in the next, two in the one after.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    }

    /** An interrupt is the caller's: it says nothing of the upstream. */
    @Test
    void whoIsInterruptedGivesUpAtOnce() throws Exception {
        var arrived = new CountDownLatch(1);
        partner.behave(exchange -> {
            arrived.countDown();
            Thread.sleep(10_000);
        });
        var client = client(Map.of("breaker.attempts", 1, "timeout", "30s"));
        var thrown = new ArrayList<Throwable>();
        var caller = Thread.ofVirtual().start(() -> {
            try {
                client.invoice(7);
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        arrived.await();

        caller.interrupt();
        assertThat(caller.join(Duration.ofSeconds(5))).isTrue();

        assertThat(thrown).singleElement().isNotInstanceOf(HttpClientException.class);
        assertThat(partner.asked()).hasSize(1);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void aSlowInstanceGetsNextToNothing() {
        var slow = new Partner(exchange -> {
            Thread.sleep(300);
            Partner.answer(exchange, 200, Map.of());
        });
        var third = new Partner(Partner.status(200));
        opened.add(slow);
        opened.add(third);
        var client = client(String.join(",", slow.url(), partner.url(), third.url()), Map.of());

        for (int i = 0; i < 300; i++) {
            client.invoice(7);
        }

        assertThat(slow.asked()).hasSizeLessThan(5);
        assertThat(partner.asked()).hasSizeGreaterThan(50);
        assertThat(third.asked()).hasSizeGreaterThan(50);
    }
}
