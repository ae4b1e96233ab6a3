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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands before the web processes: it passes each request on to one of those that are in, in turn, over connections
 * that it keeps, and never sends one again. Where it gets no answer it answers 502. Thread-safe.
 */
final class Proxy implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BAD_GATEWAY = 502;
    private static final List<String> PASSED_IN = List.of("Content-Type", "Idempotency-Key");
    private static final List<String> PASSED_BACK = List.of("Content-Type", "Location", "ETag", "Retry-After");

    private final HttpClient upstream =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<URI> in;

    Proxy(URI first) {
        this.in = new CopyOnWriteArrayList<>(List.of(first));
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
        in.add(process);
    }

    /** From now on it gets no request; those that it has, it keeps. */
    void takeOut(URI process) {
        in.remove(process);
    }

    private URI next() {
        var processes = List.copyOf(in);
        return processes.get(Math.floorMod(turn.getAndIncrement(), processes.size()));
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
        var request = HttpRequest.newBuilder(next().resolve(exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : PASSED_IN) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return upstream.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
        upstream.close();
    }
}
