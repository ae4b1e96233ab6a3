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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Orders that a partner sends by webhook, and those that somebody else sends in its name. */
    private static final int PARTNERS = 12;

    private static final int FORGED = 3;
    private static final int SHIPMENTS = 12;

    /** And of a hundred orders so many are sent three times at once. */
    private static final int RACED = 20;

    /** Who has the address of the webhook, and not the partner's secret. */
    private static final StandardWebhook FORGER = new StandardWebhook("nobody-knows-what-the-secret-is");

    private static final Pattern ID = Pattern.compile("\\{\"id\":\"([^\"]+)\"");

    private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Front orders;
    private final Front webhook;
    private final String token;
    private final Ledger ledger;
    private final Options options;
    private final Random lots;
    private volatile boolean failed;
    private final List<Future<?>> sent = new ArrayList<>();

    /** The orders of which somebody ships each. */
    private final Set<String> shipped = ConcurrentHashMap.newKeySet();

    /** The addresses of a service's processes, asked in turn. */
    private record Front(List<URI> addresses, AtomicInteger turn) {
        Front(List<URI> addresses) {
            this(addresses, new AtomicInteger());
        }

        URI at(String path) {
            return addresses
                    .get(Math.floorMod(turn.getAndIncrement(), addresses.size()))
                    .resolve(path);
        }
    }

    Load(Site site, Options options) {
        this.orders = new Front(site.fronts(Site.ORDERS));
        this.webhook = new Front(site.fronts(Site.WEBHOOK));
        this.token = site.token();
        this.ledger = site.ledger();
        this.options = options;
        this.lots = new Random(options.seed());
    }

    private interface Operation {
        void run() throws SQLException, InterruptedException;
    }

    /** Sends for as long as the options say, or until the client itself has failed. May be called again. */
    void run() throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; !failed && System.nanoTime() - start < options.time().toNanos(); i++) {
            Operation next = drawn(sent.size());
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
        // Now and then one of which there is little, so that the stock refuses.
        String wanted = product == PRODUCTS ? "SCARCE-1" : sku;
        int copies = lots.nextInt(100) < RACED ? 3 : 1;
        // Prices of few products, so that of one there are several on their way.
        String priced = "SKU-%03d".formatted(1 + product % PRICED_PRODUCTS);
        if ((lot -= PRICES) < 0) {
            return () -> price(operation, priced, 1000 + number);
        }
        if ((lot -= REFUSED) < 0) {
            return () -> order(operation, "refused", "NO-SUCH-SKU", 1);
        }
        if ((lot -= PARTNERS) < 0) {
            return () -> partnersOrder(operation, "partner", Site.PARTNER, wanted);
        }
        if ((lot -= FORGED) < 0) {
            return () -> partnersOrder(operation, "forged", FORGER, wanted);
        }
        if ((lot -= SHIPMENTS) < 0) {
            return () -> shipment(operation);
        }
        return () -> order(operation, "order", wanted, copies);
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
                    () -> HttpRequest.newBuilder(orders.at("/orders"))
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

    private void partnersOrder(String operation, String kind, StandardWebhook signer, String sku)
            throws SQLException, InterruptedException {
        ledger.attempt(operation, kind);
        String body = """
            {"number":"%1$s","customer":{"name":"%1$s","mail":"%2$s@example.com"},"items":[{"sku":"%3$s","pieces":1}]}""".formatted(operation, Site.CANARY, sku);
        var known = untilKnown(
                operation, () -> signer.signed(HttpRequest.newBuilder(webhook.at("/bazaar/orders")), operation, body));
        ledger.outcome(operation, known.outcome(), null);
    }

    /** Of the confirmed order that has waited longest, if there is one that nobody is shipping. */
    private void shipment(String operation) throws SQLException, InterruptedException {
        var order = answer(HttpRequest.newBuilder(orders.at("/orders?state=confirmed&limit=100"))).stream()
                .flatMap(page -> ID.matcher(page.body()).results())
                .map(found -> found.group(1))
                .filter(shipped::add)
                .findFirst();
        if (order.isEmpty()) {
            return;
        }
        ledger.attempt(operation, "shipment");
        var known = untilKnown(
                operation,
                () -> HttpRequest.newBuilder(orders.at("/orders/" + order.get() + "/shipment"))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", operation)
                        .POST(BodyPublishers.ofString(
                                "{\"carrier\":\"DHL\",\"trackingCode\":\"%s\"}".formatted(operation))));
        ledger.outcome(operation, known.outcome(), order.get());
    }

    private void price(String operation, String sku, long amount) throws SQLException, InterruptedException {
        ledger.attempt(operation, "price");
        // Once: the repeat of a change whose answer is lost might be one more change after another's.
        var answer = ask(
                operation,
                HttpRequest.newBuilder(orders.at("/products/" + sku + "/price"))
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

    /** Noted in the ledger. Empty if no whole answer came. */
    private Optional<HttpResponse<String>> ask(String operation, HttpRequest.Builder request)
            throws SQLException, InterruptedException {
        var answer = answer(request);
        if (answer.isPresent()) {
            ledger.answer(operation, answer.get().statusCode());
        }
        return answer;
    }

    private Optional<HttpResponse<String>> answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            request.timeout(ANSWER).header("Authorization", "Bearer " + token);
            return Optional.of(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
