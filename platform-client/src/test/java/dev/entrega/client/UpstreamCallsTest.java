package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.Origin;
import dev.entrega.messaging.health.Reach;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a declarative client sends, and what comes of what is answered. */
class UpstreamCallsTest extends PartnerTest {

    @Test
    void callsWithPathAndQueryAndReadsTheAnswer() {
        var client = client(partner.url() + "/v1/", Map.of());

        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(client.search("Ada & Co").body()).isEqualTo(INVOICE);
        assertThat(partner.asked()).containsExactly("GET /v1/invoices/7", "GET /v1/invoices?buyer=Ada+%26+Co");
    }

    @Test
    void callsTheAddressesOfAName() {
        var client = client(partner.url().replace("http://127.0.0.1", "dns+http://localhost") + "/v1", Map.of());

        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(partner.asked()).containsExactly("GET /v1/invoices/7");
    }

    @Test
    void saysWhereItComesFromWithEachAttempt() {
        var said = new CopyOnWriteArrayList<String>();
        var refusals = failing(1, 503);
        partner.behave(exchange -> {
            var headers = exchange.getRequestHeaders();
            said.add(headers.getFirst("traceparent") + " " + headers.getFirst("tracestate") + " "
                    + headers.getFirst("X-Correlation-Id"));
            refusals.answer(exchange);
        });
        var client = client(Map.of());
        var origin = new Origin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "rojo=1", "order-7");

        assertThat(ScopedValue.where(CurrentEvent.ORIGIN, origin).call(() -> client.invoice(7)))
                .isEqualTo(INVOICE);
        assertThat(ScopedValue.where(CurrentEvent.ORIGIN, origin).call(() -> client.correlated("mine")))
                .isEqualTo(INVOICE);
        client.invoice(7);

        String trace = origin.traceparent() + " rojo=1 ";
        assertThat(said).containsExactly(trace + "order-7", trace + "order-7", trace + "mine", "null null null");
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
    void takesNotModifiedForSuccess() {
        partner.behave(Partner.status(304));

        assertThat(client(Map.of()).placeOnce(INVOICE, "key-1").code()).isEqualTo(304);
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

    @Test
    void aPathOfTheClientStandsBeforeThatOfTheCall() {
        client(partner.url() + "/v1/", Map.of());

        assertThat(bean(PartnerLimitsClient.class).limits()).isEqualTo(INVOICE);
        assertThat(partner.asked()).containsExactly("GET /v1/admin/limits");
    }

    /** Otherwise a POST that was carried out would be sent again, to a host that nobody has named. */
    @Test
    void followsNoRedirect() {
        var elsewhere = another(Partner.status(200));
        partner.behave(exchange -> Partner.answer(exchange, 303, Map.of("Location", elsewhere.url())));
        var client = client(Map.of());

        assertThatThrownBy(() -> client.place(INVOICE))
                .isInstanceOfSatisfying(
                        HttpClientResponseException.class,
                        answered -> assertThat(answered.code()).isEqualTo(303));
        assertThat(elsewhere.asked()).isEmpty();
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void notFoundIsSaidInTheWayThatTheMethodHas() {
        partner.behave(Partner.status(404));
        var client = client(Map.of("breaker.attempts", 2));

        assertThat(client.last()).isEmpty();
        assertThat(client.search("Ada").code()).isEqualTo(404);
        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOf(UpstreamNotFoundException.class)
                .hasMessage("partner has answered 404 to GET /invoices/7");
        assertThatThrownBy(() -> client.cancel(7)).isInstanceOf(UpstreamNotFoundException.class);
        assertThat(partner.asked()).hasSize(4);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void aFilterSeesARequestOfItsOwnForEachAttempt() {
        var seen = new ArrayList<List<String>>();
        partner.behave(exchange -> {
            seen.add(exchange.getRequestHeaders().get(PartnerFilter.HEADER));
            Partner.answer(exchange, seen.size() < 3 ? 503 : 200, Map.of());
        });

        assertThat(client(Map.of()).invoice(7)).isEqualTo(INVOICE);
        assertThat(seen).isEqualTo(List.of(List.of("yes"), List.of("yes"), List.of("yes")));
    }

    @Test
    void sendsACookieOfTheCall() {
        var cookies = new ArrayList<List<String>>();
        partner.behave(exchange -> {
            cookies.add(exchange.getRequestHeaders().get("Cookie"));
            Partner.answer(exchange, 200, Map.of());
        });

        client(Map.of()).withCookie("s-1");

        assertThat(cookies).singleElement().asString().contains("session=s-1");
    }

    /** Not all partners take the offer of HTTP/2 that the JDK's client makes with a first request. */
    @Test
    void speaksHttp1() {
        var offered = new ArrayList<Boolean>();
        partner.behave(exchange -> {
            offered.add(exchange.getRequestHeaders().containsKey("Upgrade"));
            Partner.answer(exchange, 200, Map.of());
        });

        client(Map.of()).invoice(7);

        assertThat(offered).containsExactly(false);
    }

    @Test
    void whatIsConfiguredForAllClientsHoldsForThoseOfUpstreams() {
        var client = client(
                "http://partner.invalid",
                Map.of(),
                Map.of(
                        "micronaut.http.client.proxy-type",
                        "HTTP",
                        "micronaut.http.client.proxy-address",
                        partner.url().replace("http://", "")));

        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(partner.asked()).containsExactly("GET http://partner.invalid/invoices/7");
    }

    @Test
    void aMethodThatDoesNotWaitIsRefused() {
        var client = client(Map.of());

        assertThat(client.later())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withRootCauseInstanceOf(UnsupportedOperationException.class)
                .withStackTraceContaining("waits for its answer");
        assertThat(partner.asked()).isEmpty();
    }
}
