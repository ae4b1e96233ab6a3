package dev.entrega.toolbelt.dev.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entrega.toolbelt.dev.live.Reading;
import dev.entrega.toolbelt.dev.live.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the page on the loopback interface. It can kill processes, so it listens to nobody else: a request has to name
 * this machine as its host, which one that came by a rebound DNS name doesn't, and what changes something has to come
 * from the page itself. A virtual thread per request and per open page.
 */
public final class PageServer implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int LONGEST_FORM = 4096;

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> ASSETS = Map.of(
            "/assets/page.css", "text/css; charset=utf-8",
            "/assets/page.js", "text/javascript; charset=utf-8",
            "/assets/htmx.min.js", "text/javascript; charset=utf-8",
            "/assets/htmx-sse.min.js", "text/javascript; charset=utf-8",
            "/assets/icon.svg", "image/svg+xml");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Visit visit = new Visit();

    private PageServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; answers begin with {@link #serve}.
     *
     * @param port 0 for any free one
     * @throws IOException if it is taken
     */
    public static PageServer bind(int port) throws IOException {
        return new PageServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64));
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public void serve(Watch watch, Controls controls) {
        var parts = new Parts(controls);
        var actions = new Actions(controls, watch);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, watch, parts, actions, controls);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange, Watch watch, Parts parts, Actions actions, Controls controls)
            throws IOException, InterruptedException {
        secure(exchange);
        String path = exchange.getRequestURI().getPath();
        if (!hosts().contains(exchange.getRequestHeaders().getFirst("Host"))) {
            send(exchange, 421, "text/plain", "This page is http://localhost:" + port() + " and has no other name.\n");
        } else if (path.equals("/actions")) {
            act(exchange, actions);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            send(exchange, 405, "text/plain", "Only GET is possible here.\n");
        } else if (path.equals("/")) {
            send(exchange, 200, "text/html; charset=utf-8", parts.page(parts.render(watch.read())));
        } else if (path.equals("/live")) {
            stream(exchange, watch, parts);
        } else if (path.equals("/visit")) {
            lead(exchange, controls);
        } else if (ASSETS.containsKey(path)) {
            asset(exchange, path);
        } else {
            send(exchange, 404, "text/plain", "Nothing is here; the page is /.\n");
        }
    }

    private static void secure(HttpExchange exchange) {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private Set<String> hosts() {
        return Set.of("localhost:" + port(), "127.0.0.1:" + port());
    }

    /** Browsers name the origin of every POST; another page's is another one. */
    private void act(HttpExchange exchange, Actions actions) throws IOException, InterruptedException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (!exchange.getRequestMethod().equals("POST")) {
            send(exchange, 405, "text/plain", "Only POST is possible here.\n");
        } else if (origin == null || hosts().stream().noneMatch(host -> origin.equals("http://" + host))) {
            send(exchange, 403, "text/plain", "Only the page itself may ask for this.\n");
        } else {
            Map<String, String> form = form(exchange);
            boolean known = actions.act(
                    form.getOrDefault("action", ""), form.getOrDefault("service", ""), form.getOrDefault("target", ""));
            if (!known) {
                send(exchange, 400, "text/plain", "There is no such action.\n");
            } else if (exchange.getRequestHeaders().containsKey("HX-Request")) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.getResponseHeaders().set("Location", "/");
                exchange.sendResponseHeaders(303, -1);
            }
        }
    }

    private void lead(HttpExchange exchange, Controls controls) throws IOException, InterruptedException {
        String query = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
        var address = controls.address(pairs(query).getOrDefault("process", ""));
        if (address.isEmpty()) {
            send(exchange, 404, "text/plain", "No process of that name answers HTTP; the page is /.\n");
            return;
        }
        exchange.getResponseHeaders()
                .set("Location", visit.of(address.orElseThrow()).toString());
        exchange.sendResponseHeaders(303, -1);
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        return pairs(new String(exchange.getRequestBody().readNBytes(LONGEST_FORM), StandardCharsets.UTF_8));
    }

    private static Map<String, String> pairs(String encoded) {
        Map<String, String> form = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // No name is empty, so this one is unknown.
        }
    }

    /** Server-sent events: each part when it has changed, until the browser goes or the server stops. */
    private static void stream(HttpExchange exchange, Watch watch, Parts parts)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        watch.join();
        try (var body = exchange.getResponseBody()) {
            Map<String, String> sent = new HashMap<>();
            Reading seen = Reading.NOTHING;
            while (!watch.isClosed()) {
                Reading reading = watch.next(seen, KEEP_ALIVE);
                var text = new StringBuilder(": \n\n"); // A comment, which shows whether the browser is still there.
                if (!reading.at().equals(seen.at())) {
                    seen = reading;
                    parts.render(reading).html().forEach((name, html) -> {
                        if (!html.equals(sent.put(name, html))) {
                            text.append("event: ").append(name).append('\n');
                            html.lines()
                                    .forEach(line ->
                                            text.append("data: ").append(line).append('\n'));
                            text.append('\n');
                        }
                    });
                }
                body.write(text.toString().getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
        } finally {
            watch.leave();
        }
    }

    private static void asset(HttpExchange exchange, String path) throws IOException {
        try (InputStream asset = PageServer.class.getResourceAsStream(path)) {
            if (asset == null) {
                throw new IllegalStateException(path + " is missing in the jar");
            }
            exchange.getResponseHeaders().set("Content-Type", ASSETS.getOrDefault(path, ""));
            byte[] content = asset.readAllBytes();
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
