package dev.entrega.messaging.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real HTTP server in the place of an issuer: it has the pages that a test gives it, and remembers what it was asked. */
final class IssuerServer implements AutoCloseable {

    /** What it was asked. */
    record Question(String path, String authorization, String form) {}

    private record Page(int status, String text) {}

    private static final Page NOTHING = new Page(404, "there is nothing");

    private final HttpServer server;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final List<Question> asked = new CopyOnWriteArrayList<>();

    IssuerServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(new Question(
                    path, authorization, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            var page = pages.getOrDefault(path, NOTHING);
            if (page.status() == 302) {
                exchange.getResponseHeaders().set("Location", page.text());
            }
            byte[] bytes = page.text().getBytes(UTF_8);
            exchange.sendResponseHeaders(page.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void put(String path, String text) {
        put(path, 200, text);
    }

    /** @param text with the status 302, where to go instead */
    void put(String path, int status, String text) {
        pages.put(path, new Page(status, text));
    }

    List<Question> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
