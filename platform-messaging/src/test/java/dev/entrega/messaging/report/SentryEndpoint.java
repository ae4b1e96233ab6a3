package dev.entrega.messaging.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A Sentry of the tests' own: takes envelopes, as its protocol describes them, and keeps every byte of the requests, their
 * headers included.
 */
public final class SentryEndpoint implements AutoCloseable {

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public SentryEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/7/envelope/", this::take);
        server.start();
    }

    /** For {@code SENTRY_DSN}. */
    public String dsn() {
        return "http://key@127.0.0.1:" + server.getAddress().getPort() + "/7";
    }

    /** The payloads of all events so far: the items of type event in the envelopes. */
    public List<String> events() {
        return requests.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("{") && line.contains("\"fingerprint\""))
                .toList();
    }

    /** Everything that has arrived. */
    public String everything() {
        return requests.stream().collect(Collectors.joining("\n"));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            try (var plain = zipped ? new GZIPInputStream(body) : body) {
                requests.add(exchange.getRequestHeaders().entrySet() + "\n"
                        + new String(plain.readAllBytes(), StandardCharsets.UTF_8));
            }
            byte[] answer = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
