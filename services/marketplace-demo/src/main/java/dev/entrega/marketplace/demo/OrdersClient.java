package dev.entrega.marketplace.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * A client as the orders API asks for one: no answer, 409 and 5xx mean <em>unknown</em>, and it asks again, for an order with
 * the same key, until it knows. Thread-safe.
 */
public final class OrdersClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI orders;
    private final ClientToken token;

    /** @param token what says who calls */
    OrdersClient(URI api, ClientToken token) {
        this.orders = api.resolve("/orders");
        this.token = token;
    }

    /**
     * Waits until the API says that it takes requests.
     *
     * @throws MarketplaceException if it doesn't within the limit
     */
    void awaitReady(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var readiness = HttpRequest.newBuilder(orders.resolve("/health/readiness"))
                .timeout(limit)
                .build();
        String last = "none";
        while (System.nanoTime() < end) {
            try {
                int status = http.send(readiness, BodyHandlers.discarding()).statusCode();
                if (status == 200) {
                    return;
                }
                last = Integer.toString(status);
            } catch (IOException e) {
                last = e.toString();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            pause();
        }
        throw MarketplaceException.unreachable(
                "orders-api is not ready within " + limit.toSeconds() + " s (the last answer: " + last
                        + "): see its log",
                null);
    }

    /** Asks once and returns the answer, whatever it is. */
    public HttpResponse<String> placeOnce(String key, String body) throws IOException {
        return send(request("/orders")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Asks once and returns the answer, whatever it is. */
    HttpResponse<String> changePriceOnce(String sku, long amount) throws IOException {
        return send(request("/products/" + sku + "/price")
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("""
                        {"amount":%d,"currency":"EUR"}""".formatted(amount))));
    }

    /** Asks once for the newest order that is confirmed, and returns its id if the answer has one. */
    Optional<String> confirmedOnce() throws IOException {
        var answer = send(request("/orders?state=confirmed&limit=1"));
        return Optional.of(JSON.readTree(answer.body()).at("/orders/0/id").asText())
                .filter(id -> !id.isEmpty());
    }

    /** Asks once and returns the answer, whatever it is. */
    HttpResponse<String> shipOnce(String key, String id) throws IOException {
        return send(request("/orders/" + id + "/shipment")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"carrier":"Example Parcel","trackingCode":"%s"}""".formatted(key))));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        var request = HttpRequest.newBuilder(orders.resolve(path)).timeout(Duration.ofSeconds(10));
        token.get().ifPresent(value -> request.header("Authorization", "Bearer " + value));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Asks until the answer is final.
     *
     * @throws MarketplaceException if none is within 30 s
     */
    public HttpResponse<String> place(String key, String body) {
        return untilFinal(key, () -> placeOnce(key, body));
    }

    /**
     * Asks until the answer is final.
     *
     * @throws MarketplaceException if none is within 30 s
     */
    HttpResponse<String> changePrice(String sku, long amount) {
        return untilFinal("the price of " + sku, () -> changePriceOnce(sku, amount));
    }

    private interface Attempt {
        HttpResponse<String> send() throws IOException;
    }

    private static HttpResponse<String> untilFinal(String what, Attempt attempt) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String last = "none";
        while (System.nanoTime() < end) {
            try {
                var answer = attempt.send();
                if (answer.statusCode() != 409 && answer.statusCode() < 500) {
                    return answer;
                }
                last = answer.statusCode() + " " + answer.body();
            } catch (IOException e) {
                last = e.toString();
            }
            pause();
        }
        throw MarketplaceException.unreachable(
                "orders-api gave no final answer to " + what + " within " + PATIENCE.toSeconds() + " s (the last: "
                        + last + "): see its log",
                null);
    }

    @Override
    public void close() {
        http.close();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static MarketplaceException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return MarketplaceException.unreachable("interrupted while asking orders-api", e);
    }
}
