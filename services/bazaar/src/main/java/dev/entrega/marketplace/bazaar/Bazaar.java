package dev.entrega.marketplace.bazaar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A partner's API over HTTP: {@code PUT /orders/ORDER/shipment} takes a shipment once for each {@code Idempotency-Key}, {@code
 * GET /shipments} says how many, {@code PUT /fault/NAME} lets a {@link Fault} begin, or end with {@code none}, as the buttons of
 * the page at {@code /} do. Thread-safe.
 */
public final class Bazaar implements AutoCloseable {

    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final String DEFAULT_PORT = "8090";
    private static final Pattern SHIPMENT = Pattern.compile("/orders/([^/]+)/shipment");
    private static final Pattern FAULT = Pattern.compile("/fault/([a-z]+)");

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int SEE_OTHER = 303;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final Map<String, String> ordersByKey = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;

    /** Starts, at a port of the loopback interface; 0 for any that is free. */
    public Bazaar(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", DEFAULT_PORT));
        new Bazaar(port);
        System.out.println(
                "bazaar is ready; PUT /fault/down, /fault/slow, /fault/silent or /fault/none says how it is");
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Lets a fault begin in the place of the one before. */
    public void become(Fault next) {
        fault = next;
    }

    /** The orders whose shipments it has been told, one for each key. */
    public List<String> shipped() {
        return List.copyOf(ordersByKey.values());
    }

    /** How often it was told of one, whatever became of that. */
    public int calls() {
        return calls.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            var shipment = SHIPMENT.matcher(path);
            var wished = FAULT.matcher(path);
            if (path.equals("/")) {
                say(exchange, OK, "text/html", FaultPage.html(fault, told()));
            } else if (wished.matches()) {
                become(wished.group(1), exchange);
            } else if (path.equals("/shipments")) {
                say(exchange, OK, told());
            } else if (shipment.matches()) {
                take(shipment.group(1), exchange);
            } else {
                say(exchange, NOT_FOUND, "there is nothing at " + path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String told() {
        int shipments = ordersByKey.size();
        return shipments == 1 ? "1 shipment" : shipments + " shipments";
    }

    private void become(String name, HttpExchange exchange) throws IOException {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null
                && !origin.equals("http://" + exchange.getRequestHeaders().getFirst("Host"))) {
            say(exchange, FORBIDDEN, "only the page itself may ask for this");
            return;
        }
        var next = Fault.of(name);
        if (next.isEmpty()) {
            say(exchange, BAD_REQUEST, name + " is no fault; there are none, down, slow, silent");
            return;
        }
        fault = next.get();
        System.out.println("fault: " + name);
        if (exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Location", "/");
            exchange.sendResponseHeaders(SEE_OTHER, -1);
        } else {
            say(exchange, OK, "fault: " + name);
        }
    }

    private void take(String order, HttpExchange exchange) throws IOException, InterruptedException {
        calls.incrementAndGet();
        var key = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        switch (fault) {
            case DOWN -> say(exchange, UNAVAILABLE, "we are being improved");
            case SILENT -> note(order, key.orElse(order));
            case SLOW -> {
                Thread.sleep(SLOW);
                say(exchange, note(order, key.orElse(order)), order);
            }
            case NONE -> say(exchange, note(order, key.orElse(order)), order);
        }
    }

    /** @return the status: created, or known already */
    private int note(String order, String key) {
        if (ordersByKey.putIfAbsent(key, order) != null) {
            return OK;
        }
        System.out.println("shipment of " + order.replaceAll("[^A-Za-z0-9-]", "?"));
        return CREATED;
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        say(exchange, status, "text/plain", text + "\n");
    }

    private static void say(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
