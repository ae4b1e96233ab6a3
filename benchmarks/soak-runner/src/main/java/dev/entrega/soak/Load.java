package dev.entrega.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The client that is never killed: sends at its rate, whatever comes back, and asks again under the same key until it knows
 * or has no more patience. Writes into the ledger what it asks for before it asks, and what it was told before it goes on.
 */
final class Load implements AutoCloseable {

    private static final int PRODUCTS = 20;
    private static final int PRICED_PRODUCTS = 10;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 7;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /** Of a hundred operations. */
    private static final int PRICES = 25;

    private static final int REFUSED = 5;

    /** And of a hundred orders so many are sent three times at once. */
    private static final int RACED = 20;

    private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<URI> apis;
    private final Ledger ledger;
    private final Options options;
    private final Random lots;
    private volatile boolean failed;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<Future<?>> sent = new ArrayList<>();

    Load(List<URI> apis, Ledger ledger, Options options) {
        this.apis = apis;
        this.ledger = ledger;
        this.options = options;
        this.lots = new Random(options.seed());
    }

    private interface Operation {
        void run() throws SQLException, InterruptedException;
    }

    /** Sends for as long as the options say, or until the client itself has failed. */
    void run() throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; !failed && System.nanoTime() - start < options.time().toNanos(); i++) {
            Operation next = drawn(i);
            sent.add(threads.submit(() -> {
                try {
                    next.run();
                    return true;
                } catch (Throwable e) {
                    failed = true;
                    throw e;
                }
            }));
            long due = start + (i + 1) * 1_000_000_000L / options.rate();
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
    }

    private Operation drawn(int number) {
        String operation = "op-" + number;
        int lot = lots.nextInt(100);
        int product = 1 + lots.nextInt(PRODUCTS);
        String sku = "SKU-%03d".formatted(product);
        if (lot < PRICES) {
            // Of few products, so that of one there are several on their way.
            String priced = "SKU-%03d".formatted(1 + product % PRICED_PRODUCTS);
            return () -> price(operation, priced, 1000 + number);
        }
        if (lot < PRICES + REFUSED) {
            return () -> order(operation, "refused", "NO-SUCH-SKU", 1);
        }
        int copies = lots.nextInt(100) < RACED ? 3 : 1;
        // Now and then one of which there is little, so that the stock refuses.
        return () -> order(operation, "order", product == PRODUCTS ? "SCARCE-1" : sku, copies);
    }

    /** Waits until the last answer is in the ledger. */
    void finish() throws InterruptedException {
        for (var each : sent) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the client has failed", e.getCause());
            }
        }
    }

    int operations() {
        return sent.size();
    }

    private void order(String operation, String kind, String sku, int copies)
            throws SQLException, InterruptedException {
        ledger.attempt(operation, kind);
        String body = """
            {"buyer":{"name":"%s","email":"%s@example.com","address":"%2$s"},"lines":[{"sku":"%s","quantity":1}]}""".formatted(operation, Site.CANARY, sku);
        var racing = new ArrayList<Future<Known>>();
        for (int i = 0; i < copies; i++) {
            racing.add(threads.submit(() -> untilKnown(
                    operation,
                    () -> HttpRequest.newBuilder(api().resolve("/orders"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", operation)
                            .POST(BodyPublishers.ofString(body)))));
        }
        var known = new ArrayList<Known>();
        for (var each : racing) {
            try {
                known.add(each.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("the client has failed", e.getCause());
            }
        }
        // Whichever copy was told most: an accepted order was accepted, whoever else got no answer.
        var best = known.stream()
                .filter(each -> each.outcome().equals("ok"))
                .findFirst()
                .or(() -> known.stream()
                        .filter(each -> each.outcome().equals("unknown"))
                        .findFirst())
                .orElseGet(known::getFirst);
        ledger.outcome(operation, best.outcome(), best.subject().orElse(null));
    }

    private void price(String operation, String sku, long amount) throws SQLException, InterruptedException {
        ledger.attempt(operation, "price");
        // Once: the repeat of a change whose answer is lost might be one more change after another's.
        var answer = ask(
                operation,
                HttpRequest.newBuilder(api().resolve("/products/" + sku + "/price"))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"amount\":%d,\"currency\":\"EUR\"}".formatted(amount))));
        var known = answer.map(Load::known).orElse(Known.NOTHING);
        var revision = answer.map(HttpResponse::body)
                .map(REVISION::matcher)
                .filter(found -> found.find())
                .map(found -> sku + "#" + found.group(1));
        ledger.outcome(operation, known.outcome(), known.outcome().equals("ok") ? revision.orElse(null) : null);
    }

    /** What the client knows of an operation: ok, fail or unknown, and of which order. */
    private record Known(String outcome, Optional<String> subject) {
        static final Known NOTHING = new Known("unknown", Optional.empty());
    }

    private interface Request {
        HttpRequest.Builder next();
    }

    private Known untilKnown(String operation, Request request) throws SQLException, InterruptedException {
        long pause = FIRST_PAUSE.toMillis();
        for (int i = 0; i < ATTEMPTS; i++) {
            var known = ask(operation, request.next()).map(Load::known).orElse(Known.NOTHING);
            if (!known.outcome().equals("unknown")) {
                return known;
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause) + 1);
            pause *= 2;
        }
        return Known.NOTHING;
    }

    /** 409: another has it in hand and may still fail. */
    private static Known known(HttpResponse<String> answer) {
        int status = answer.statusCode();
        var order = answer.headers().firstValue("Location").map(path -> path.substring(path.lastIndexOf('/') + 1));
        if (status / 100 == 2 || status == 304) {
            return new Known("ok", order);
        }
        return status == 409 || status >= 500 ? Known.NOTHING : new Known("fail", Optional.empty());
    }

    /** Empty if no whole answer came. */
    private Optional<HttpResponse<String>> ask(String operation, HttpRequest.Builder request)
            throws SQLException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.timeout(ANSWER).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            return Optional.empty();
        }
        ledger.answer(operation, answer.statusCode());
        return Optional.of(answer);
    }

    private URI api() {
        return apis.get(Math.floorMod(turn.getAndIncrement(), apis.size()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
