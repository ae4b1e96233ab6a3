package dev.entrega.marketplace.deploys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before the web processes: it passes each request on to the one that has the fewest in hand, over
 * connections that it keeps, and never sends one again. By number and not in turn, as proxies do that care for a process
 * that has just started and is slow at first (HAProxy's {@code leastconn}). Where it gets no answer it answers 502. Thread-safe.
 */
final class Proxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BAD_GATEWAY = 502;
    private static final List<String> PASSED_IN = List.of("Authorization", "Content-Type", "Idempotency-Key");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "Location", "ETag", "Retry-After");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final List<Upstream> in = new CopyOnWriteArrayList<>();

    /** A process that answers, and how many requests it has in hand. */
    private record Upstream(URI address, AtomicInteger inHand) {}

    Proxy(URI first) {
        takeIn(first);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new DeploysException("the proxy gets no port (" + e.getMessage() + ")", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on it gets requests. */
    void takeIn(URI process) {
        in.add(new Upstream(process, new AtomicInteger()));
    }

    /** From now on it gets no request; those that it has, it keeps. */
    void takeOut(URI process) {
        in.removeIf(upstream -> upstream.address().equals(process));
    }

    private Upstream next() {
        return in.stream()
                .min(Comparator.comparingInt(upstream -> upstream.inHand().get()))
                .orElseThrow(() -> new IllegalStateException("no process is in"));
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                passBack(answer(exchange), exchange);
            } catch (IOException e) {
                System.err.println("proxy: 502, " + e);
                exchange.sendResponseHeaders(BAD_GATEWAY, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void passBack(HttpResponse<byte[]> answer, HttpExchange exchange) throws IOException {
        for (String name : PASSED_BACK) {
            answer.headers()
                    .firstValue(name)
                    .ifPresent(value -> exchange.getResponseHeaders().set(name, value));
        }
        byte[] body = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private HttpResponse<byte[]> answer(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var chosen = next();
        chosen.inHand().incrementAndGet();
        try {
            return client.send(request(chosen.address(), exchange, body), BodyHandlers.ofByteArray());
        } finally {
            chosen.inHand().decrementAndGet();
        }
    }

    private static HttpRequest request(URI process, HttpExchange exchange, byte[] body) {
        var request = HttpRequest.newBuilder(process.resolve(exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : PASSED_IN) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
