package dev.entrega.marketplace.deploys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Orders at a steady rate after a slow start, whether or not the ones before are answered, up to a number. One in ten is sent again with the same key. What
 * gets no final answer is asked for again with the same key, as a client has to.
 */
final class Load implements AutoCloseable {
    private static final int PRODUCTS = 20;
    private static final int REPEAT_EACH = 10;

    /** The first process is as cold as the client: for this long the rate grows to its full height. */
    private static final Duration RAMP = Duration.ofSeconds(20);

    /** How many times longer than at full rate the first pause is. */
    private static final long FIRST = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** As a client's own pool of connections would have it: a service that is overrun is not buried. */
    private static final int MOST_IN_FLIGHT = 128;

    private static final long PAUSE_NANOS = 100_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private final URI orders;
    private final String token;
    private final Ledger ledger;
    private final Thread pacing;
    private volatile boolean stopping;

    /** @param requestsPerSecond repeats included */
    Load(URI api, String token, int requestsPerSecond, Ledger ledger) {
        this.orders = api.resolve("/orders");
        this.token = token;
        this.ledger = ledger;
        // An order in ten is two requests.
        long between = 1_000_000_000L * (REPEAT_EACH + 1) / REPEAT_EACH / requestsPerSecond;
        this.pacing = Thread.ofPlatform().name("load").unstarted(() -> pace(between));
    }

    void start() {
        pacing.start();
    }

    private void pace(long nanosBetween) {
        long start = System.nanoTime();
        long next = start;
        for (int i = 0; !stopping; i++) {
            int number = i;
            inFlight.acquireUninterruptibly();
            clients.execute(() -> order(number));
            next += nanosBetween * Math.max(1, FIRST - FIRST * (next - start) / RAMP.toNanos());
            for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private void order(int number) {
        try {
            place(number);
        } finally {
            inFlight.release();
        }
    }

    private void place(int number) {
        String key = "order-" + number;
        String body = """
                {"buyer":{"name":"Buyer %d","email":"%s@example.org"},"lines":[{"sku":"SKU-%03d","quantity":1}]}""".formatted(number, key, 1 + number % PRODUCTS);
        long start = System.nanoTime();
        var answer = ask(key, body);
        if (answer == null) {
            ledger.broken(key + " got no final answer within " + PATIENCE.toSeconds() + " s");
        } else if (answer.statusCode() == 201 || answer.statusCode() == 304) {
            ledger.accepted(key, idOf(answer), Duration.ofNanos(System.nanoTime() - start));
            repeat(number, key, body);
        } else {
            ledger.broken(key + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    private void repeat(int number, String key, String body) {
        if (number % REPEAT_EACH != 0) {
            return;
        }
        var again = ask(key, body);
        if (again == null) {
            ledger.broken("the repeat of " + key + " got no final answer");
        } else {
            ledger.repeated(key, again.statusCode(), idOf(again));
        }
    }

    /** Asks until the answer is final. No answer, 409 and 5xx mean that the effect is unknown. */
    private @Nullable HttpResponse<String> ask(String key, String body) {
        var request = HttpRequest.newBuilder(orders)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body))
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                var answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() >= 500) {
                    ledger.serverError(key, answer.statusCode());
                } else if (answer.statusCode() != 409) {
                    return answer;
                }
            } catch (IOException e) {
                ledger.unanswered(key, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return null;
    }

    private static String idOf(HttpResponse<String> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** Begins no order any more, and returns when those that were begun have their answers. */
    @Override
    public void close() {
        stopping = true;
        try {
            pacing.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.close();
        http.close();
    }
}
