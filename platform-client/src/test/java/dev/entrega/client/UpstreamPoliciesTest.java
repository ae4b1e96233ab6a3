package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.entrega.client.PartnerClient.Invoice;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.health.Reach;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What keeps a partner's trouble from becoming the service's own, and the other way round. */
class UpstreamPoliciesTest extends PartnerTest {

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
        var waiting = new Waiting(2, Partner.status(200));
        partner.behave(waiting);
        var client = client(Map.of("concurrent", 2));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Invoice>> answers =
                    List.of(callers.submit(() -> client.invoice(1)), callers.submit(() -> client.invoice(2)));
            waiting.awaitCallers();

            assertThatThrownBy(() -> client.invoice(3))
                    .isInstanceOf(UpstreamUnavailableException.class)
                    .hasMessageContaining("2 calls are under way");
            waiting.go();
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
        var slow = another(exchange -> {
            Thread.sleep(300);
            Partner.answer(exchange, 200, Map.of());
        });
        var third = another(Partner.status(200));
        var client = client(String.join(",", slow.url(), partner.url(), third.url()), Map.of());

        for (int i = 0; i < 300; i++) {
            client.invoice(7);
        }

        assertThat(slow.asked()).hasSizeLessThan(5);
        assertThat(partner.asked()).hasSizeGreaterThan(50);
        assertThat(third.asked()).hasSizeGreaterThan(50);
    }

    @Test
    void withoutABudgetNothingIsRepeated() {
        partner.behave(failing(1, 503));
        var client = client(Map.of("retry-budget", 0));

        assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(1);
    }

    /** Whoever needs the upstream is not to blame, and gets no attempt counted; for a 500 it may be. */
    @Test
    void whatOpensTheBreakerIsTheCause() {
        partner.behave(Partner.status(503));
        var client = client(Map.of("breaker.attempts", 4, "breaker.wait", "1m"));
        assertThatThrownBy(() -> client.place(INVOICE)).isInstanceOf(HttpClientResponseException.class);

        assertThatThrownBy(() -> client.place(INVOICE))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessage("partner can't be called now: partner has answered 503")
                .hasCauseInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(2);
    }

    @Test
    void whoIsRefusedBetweenAttemptsLearnsOfTheLast() throws Exception {
        partner.behave(exchange -> Partner.answer(exchange, 503, Map.of("Retry-After", "1")));
        var client = client(Map.of("breaker.attempts", 4, "breaker.wait", "1m"));
        var repeated = new FutureTask<>(() ->
                catchThrowableOfType(UpstreamUnavailableException.class, () -> client.placeOnce(INVOICE, "key-1")));
        Thread.ofVirtual().start(repeated);
        await().until(() -> bean(MeterRegistry.class)
                        .counter("entrega.upstream.retries", "upstream", "partner", "call", "place-once")
                        .count()
                == 1);

        assertThatThrownBy(() -> client.place(INVOICE)).isInstanceOf(UpstreamUnavailableException.class);

        assertThat(repeated.get())
                .hasMessageStartingWith("partner was not asked again: ")
                .hasMessageEndingWith("before, partner has answered 503")
                .hasCauseInstanceOf(HttpClientResponseException.class);
        assertThat(partner.asked()).hasSize(2);
    }

    @Test
    void anAttemptOfBeforeTheBreakerOpenedDoesNotDecideWhetherItCloses() throws Exception {
        var waiting = new Waiting(1, Partner.status(200));
        partner.behave(waiting);
        var client = client(Map.of("breaker.attempts", 4, "breaker.wait", "1s"));
        var old = new FutureTask<>(() -> client.invoice(7));
        Thread.ofVirtual().start(old);
        waiting.awaitCallers();
        partner.behave(Partner.status(500));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        }
        await().until(() -> reach() == Reach.ONE);

        waiting.go();

        assertThat(old.get()).isEqualTo(INVOICE);
        assertThat(reach()).isEqualTo(Reach.ONE);
        partner.behave(Partner.status(200));
        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    /** Otherwise what it gives back would let a second one through beside the trial. */
    @Test
    void anAttemptOfBeforeTheBreakerOpenedThatIsInterruptedLetsNoSecondThrough() throws Exception {
        var arrived = new Semaphore(0);
        Partner.Behaviour hanging = exchange -> {
            arrived.release();
            Thread.sleep(Duration.ofMinutes(1));
        };
        partner.behave(hanging);
        var client = client(Map.of("breaker.attempts", 4, "breaker.wait", "1s", "timeout", "10s", "attempts", 1));
        var old = new FutureTask<>(() -> catchThrowable(() -> client.invoice(7)));
        var caller = Thread.ofVirtual().start(old);
        arrived.acquire();
        partner.behave(Partner.status(500));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        }
        await().until(() -> reach() == Reach.ONE);

        caller.interrupt();
        assertThat(old.get()).isNotInstanceOf(HttpClientException.class);
        partner.behave(hanging);
        var trial = new FutureTask<>(() -> catchThrowable(() -> client.invoice(7)));
        var trying = Thread.ofVirtual().start(trial);
        arrived.acquire();

        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageContaining("was not asked");
        trying.interrupt();
        assertThat(trial.get()).isNotNull();
    }

    @Test
    void anInstanceThatFailsGetsNextToNothing() {
        var failing = another(Partner.status(503));
        var third = another(Partner.status(200));
        var client = client(String.join(",", failing.url(), partner.url(), third.url()), Map.of());

        for (int i = 0; i < 300; i++) {
            assertThat(client.invoice(7)).isEqualTo(INVOICE);
        }

        assertThat(failing.asked()).hasSizeLessThan(10);
    }

    /** In both directions: a metric that nobody can look up, and a page that promises what is not there. */
    @Test
    void itsMetricsStandOnTheirPage() throws IOException {
        var client = client(Map.of("rate-per-second", 2, "timeout", "1ms"));
        partner.behave(Partner.status(503));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientException.class);
        }

        var names = Pattern.compile("(entrega\\.upstream|http\\.client\\.request)\\.[a-z.]+");
        var registered = bean(MeterRegistry.class).getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> names.matcher(name).matches())
                .distinct()
                .toList();
        var page = Files.readString(Path.of("..", "docs", "metrics.md"));
        var named = Pattern.compile("(?m)^\\| `(" + names + ")`")
                .matcher(page)
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(named).hasSize(4).containsExactlyInAnyOrderElementsOf(registered);
    }
}
