package dev.entrega.local.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entrega.local.faults.BrokerFault.AwsError;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Xml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in front of SNS and SQS, the local cloud or whatever else speaks their protocols and doesn't verify signatures,
 * and hurts the calls that its rules pick; all others pass. The first rule that fires decides. Thread-safe.
 */
public final class BrokerProxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerProxy.class);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Forwarding broker;
    private final URI behind;
    private final Random lots;
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> forwarded = new ConcurrentHashMap<>();
    private final Map<Class<?>, AtomicInteger> hurt = new ConcurrentHashMap<>();

    private BrokerProxy(HttpServer server, URI behind, long seed) {
        this.server = server;
        this.behind = behind;
        this.broker = new Forwarding(behind);
        this.lots = new Random(seed);
    }

    /**
     * Starts on a free port.
     *
     * @param seed of the lots that {@link #sometimes} draws
     */
    public static BrokerProxy before(URI broker, long seed) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var proxy = new BrokerProxy(HttpServer.create(address, 1024), broker, seed);
            proxy.server.setExecutor(proxy.threads);
            proxy.server.createContext("/", proxy::pass);
            proxy.server.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client needs as its endpoint override, or as {@code AWS_ENDPOINT_URL}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next calls that are picked. */
    public void next(int calls, Predicate<BrokerCall> picked, BrokerFault fault) {
        var left = new AtomicInteger(calls);
        rules.add(new Rule(picked, () -> left.getAndUpdate(n -> Math.max(0, n - 1)) > 0, fault));
    }

    /** All calls that are picked, until it is healed. */
    public void always(Predicate<BrokerCall> picked, BrokerFault fault) {
        rules.add(new Rule(picked, () -> true, fault));
    }

    /** Of the calls that are picked this share, 0 to 1, until it is healed. */
    public void sometimes(double share, Predicate<BrokerCall> picked, BrokerFault fault) {
        rules.add(new Rule(picked, () -> lots.nextDouble() < share, fault));
    }

    /** Takes all rules away. */
    public void heal() {
        rules.clear();
    }

    /** How often the broker was asked for that action, each copy of a call counted. */
    public int forwarded(String action) {
        var count = forwarded.get(action);
        return count == null ? 0 : count.get();
    }

    /** How many calls met that kind of fault. */
    public int hurt(Class<? extends BrokerFault> fault) {
        var count = hurt.get(fault);
        return count == null ? 0 : count.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) { // Closed before it was answered, its connection ends.
            var call = BrokerCall.of(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var rule = rules.stream()
                    .filter(r -> r.picked().test(call) && r.fires().getAsBoolean())
                    .findFirst();
            if (rule.isEmpty()) {
                answer(exchange, forward(call));
            } else {
                hurt.computeIfAbsent(rule.get().fault().getClass(), c -> new AtomicInteger())
                        .incrementAndGet();
                hurt(exchange, call, rule.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hurt(HttpExchange exchange, BrokerCall call, Rule rule) throws IOException, InterruptedException {
        switch (rule.fault()) {
            case BrokerFault.Duplicated twice -> {
                var first = forward(call);
                forward(call);
                answer(exchange, first);
            }
            case BrokerFault.Overtaken late -> {
                rule.forwarded().drainPermits();
                var another = rule.forwarded().tryAcquire(late.atMost().toMillis(), TimeUnit.MILLISECONDS);
                LOG.debug("{} was overtaken: {}", call.action(), another);
                answer(exchange, forward(call));
            }
            case BrokerFault.Delayed late -> {
                Thread.sleep(late.by());
                answer(exchange, forward(call));
            }
            case BrokerFault.Lost lost -> {}
            case BrokerFault.AnswerLost lost -> forward(call);
            case BrokerFault.AnswerCut cut -> cut(exchange, forward(call));
            case BrokerFault.EntriesFailed failed -> {
                var batch = Batch.of(call, failed);
                var whole = batch.isAnyPassing() ? forward(batch.passing()) : batch.empty();
                answer(
                        exchange,
                        whole.status() == 200
                                ? new Answer(200, whole.contentType(), whole.headers(), batch.completed(whole.body()))
                                : whole);
            }
            case BrokerFault.Refused refused -> answer(exchange, refusal(call, refused.with()));
        }
    }

    private Answer forward(BrokerCall call) throws IOException, InterruptedException {
        forwarded.computeIfAbsent(call.action(), a -> new AtomicInteger()).incrementAndGet();
        var answer = broker.forward(call);
        rules.stream()
                .filter(rule -> rule.picked().test(call))
                .forEach(rule -> rule.forwarded().release());
        return !call.sns() && call.action().contains("Queue") ? throughHere(answer) : answer;
    }

    /** Clients that follow the URLs of queues are to come by here as well. */
    private Answer throughHere(Answer answer) {
        return new Answer(
                answer.status(),
                answer.contentType(),
                answer.headers(),
                answer.body().replace(behind.toString(), endpoint().toString()));
    }

    private static Answer refusal(BrokerCall call, AwsError error) {
        int status = error.status(call.sns());
        String code = error.code(call.sns());
        if (call.target() == null) {
            return Xml.error(
                    "http://sns.amazonaws.com/doc/2010-03-31/", new Refusal(status, code, error.message()), code);
        }
        return new Answer(
                status,
                Answer.JSON,
                Map.of("x-amzn-query-error", code + (status < 500 ? ";Sender" : ";Receiver")),
                "{\"__type\":\"com.amazonaws.sqs#" + code + "\",\"message\":\"" + error.message() + "\"}");
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = head(exchange, answer);
        exchange.getResponseBody().write(body);
    }

    private static void cut(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = head(exchange, answer);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
    }

    private static byte[] head(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        answer.headers().forEach(headers::set);
        headers.set("Content-Type", answer.contentType());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        return body;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        broker.close();
    }
}
