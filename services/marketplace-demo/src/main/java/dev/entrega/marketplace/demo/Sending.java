package dev.entrega.marketplace.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends the planned orders and price changes, several at a time, and writes down what was promised for each. */
final class Sending {
    private static final int AT_A_TIME = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrdersClient client;
    private final Runnable eachAccepted;
    private final Map<String, Accepted> accepted = new ConcurrentHashMap<>();
    private final Set<Revision> prices = ConcurrentHashMap.newKeySet();
    private final AtomicInteger notModified = new AtomicInteger();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    /** @param eachAccepted called after each accepted order */
    Sending(OrdersClient client, Runnable eachAccepted) {
        this.client = client;
        this.eachAccepted = eachAccepted;
    }

    /**
     * @param accepted what the API accepted, by order id
     * @param prices what the API said the prices it changed became
     * @param notModified how many repeats it answered with 304
     * @param complaints the answers that broke a promise
     * @param took from the first request to the last answer
     */
    record Sent(
            Map<String, Accepted> accepted,
            Set<Revision> prices,
            int notModified,
            List<String> complaints,
            Duration took) {}

    /**
     * @param lines the order's lines
     * @param at when the accepting answer was there
     */
    record Accepted(int lines, Instant at) {}

    Sent send(List<Plan.Order> plan) {
        long start = System.nanoTime();
        try (var senders =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            var sent = new ArrayList<Future<?>>();
            for (int i = 0; i < plan.size(); i++) {
                Plan.Order order = plan.get(i);
                sent.add(senders.submit(() -> send(order)));
                Plan.repricings(i).forEach(repricing -> sent.add(senders.submit(() -> send(repricing))));
            }
            try {
                awaitAll(sent);
            } catch (RuntimeException e) {
                // One order that gets no answer is enough; the others need not wait for theirs.
                senders.shutdownNow();
                throw e;
            }
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        return new Sent(Map.copyOf(accepted), Set.copyOf(prices), notModified.get(), List.copyOf(complaints), took);
    }

    private static void awaitAll(List<Future<?>> sent) {
        try {
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MarketplaceException expected
                    ? expected
                    : new IllegalStateException("sending failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarketplaceException.unreachable("interrupted while sending", e);
        }
    }

    private void send(Plan.Order order) {
        var answer = client.place(order.key(), order.body());
        // 304: an earlier attempt was executed, though its answer never arrived.
        if (answer.statusCode() != 201 && answer.statusCode() != 304) {
            complaints.add(order.key() + " was answered " + described(answer) + " instead of 201");
            return;
        }
        accepted.put(idOf(answer), new Accepted(order.lines().size(), Instant.now()));
        eachAccepted.run();
        if (order.sentAgain()) {
            sendAgain(order);
        }
    }

    private void sendAgain(Plan.Order order) {
        var repeat = client.place(order.key(), order.body());
        if (repeat.statusCode() == 304) {
            notModified.incrementAndGet();
        } else {
            complaints.add("the repeat of " + order.key() + " was answered " + described(repeat) + " instead of 304");
        }
        var other = client.place(order.key(), order.otherBody());
        if (other.statusCode() != 422) {
            complaints.add(
                    "another body under " + order.key() + " was answered " + described(other) + " instead of 422");
        }
    }

    private void send(Plan.Repricing repricing) {
        for (long amount : repricing.amounts()) {
            var answer = client.changePrice(repricing.sku(), amount);
            if (answer.statusCode() != 200) {
                complaints.add(
                        "a price of " + repricing.sku() + " was answered " + described(answer) + " instead of 200");
                return;
            }
            var revision = new Revision(repricing.sku(), revisionOf(answer));
            if (!prices.add(revision)) {
                complaints.add("two changes of a price were both answered as " + revision);
            }
        }
    }

    private static long revisionOf(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body()).path("revision").asLong();
        } catch (JsonProcessingException e) {
            throw MarketplaceException.unreachable("orders-api answered a price with broken JSON: see its log", e);
        }
    }

    private static String idOf(HttpResponse<String> answer) {
        String location = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> MarketplaceException.unreachable(
                        "orders-api answered " + answer.statusCode() + " without Location: see its log", null));
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String described(HttpResponse<String> answer) {
        return answer.statusCode()
                + (answer.body().isBlank()
                        ? ""
                        : " " + answer.body().strip().lines().findFirst().orElse(""));
    }
}
