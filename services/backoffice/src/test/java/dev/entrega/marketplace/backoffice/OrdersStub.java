package dev.entrega.marketplace.backoffice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Answers over HTTP as orders-api does: pages of 20 with a Link, idempotency keys, entity tags, problems with pointers. And it
 * can be away, or answer too late. Thread-safe.
 */
final class OrdersStub implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORDER = Pattern.compile("/orders/([^/]+)(/[a-z]+)?");
    private static final int PAGE = 20;

    /** What is wrong with it. */
    enum Fault {
        NONE,
        /** It answers 503. */
        AWAY,
        /** It takes no token. */
        CLOSED,
        /** No token has the scope to read or write. */
        FORBIDDEN,
        /** No token has the scope to write. */
        READ_ONLY,
        /** It does what it is asked for, and answers 503. */
        LOST
    }

    private final HttpServer server;
    private final List<ObjectNode> orders = new ArrayList<>();
    private final Map<String, ArrayNode> histories = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, String> locations = new HashMap<>();
    private final List<JsonNode> received = new ArrayList<>();
    private volatile Fault fault = Fault.NONE;
    private final List<String> authorizations = new ArrayList<>();
    private int inFlight;

    OrdersStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void become(Fault next) {
        fault = next;
    }

    /** The next so many requests that write find that one with the same key is under way. */
    synchronized void isBusy(int requests) {
        inFlight = requests;
    }

    synchronized void clear() {
        fault = Fault.NONE;
        orders.clear();
        histories.clear();
        received.clear();
        authorizations.clear();
    }

    synchronized int size() {
        return orders.size();
    }

    /** What was sent to it to be done, done or not. */
    synchronized List<JsonNode> received() {
        return List.copyOf(received);
    }

    /** By which requests have said who asks; {@code null} in words for one that has said nothing. */
    synchronized Set<String> authorizations() {
        return Set.copyOf(authorizations);
    }

    /** That of the last one. */
    synchronized String authorization() {
        return authorizations.getLast();
    }

    synchronized String state(String id) {
        return find(id).path("state").asText();
    }

    /** An order that somebody else has placed. */
    synchronized String placed(String buyer) {
        return place(JSON.createObjectNode()
                .<ObjectNode>set(
                        "buyer", JSON.createObjectNode().put("name", buyer).put("email", "ana@example.org"))
                .set(
                        "lines",
                        JSON.createArrayNode()
                                .add(JSON.createObjectNode()
                                        .put("sku", "SKU-001")
                                        .put("quantity", 2))));
    }

    private String place(JsonNode wanted) {
        String id = "01890000-0000-7000-8000-%012x".formatted(orders.size() + 1);
        ObjectNode order =
                JSON.createObjectNode().put("id", id).put("state", "none").put("channel", "shop");
        order.set("buyer", wanted.path("buyer"));
        ArrayNode lines = order.putArray("lines");
        long total = 0;
        for (JsonNode line : wanted.path("lines")) {
            ObjectNode priced = line.deepCopy();
            priced.putObject("unitPrice").put("amount", 425).put("currency", "EUR");
            lines.add(priced);
            total += 425 * line.path("quantity").asLong();
        }
        order.putObject("total").put("amount", total).put("currency", "EUR");
        order.put("version", 0).put("placedAt", Instant.now().toString());
        orders.addFirst(order);
        move(id, "placed");
        return id;
    }

    synchronized void move(String id, String state) {
        ObjectNode order = find(id);
        String from = order.path("state").asText();
        int version = order.path("version").asInt() + 1;
        String now = Instant.now().toString();
        order.put("state", state).put("version", version).put("changedAt", now);
        ObjectNode transition = history(id).addObject().put("version", version);
        if (!from.equals("none")) {
            transition.put("from", from);
        }
        transition
                .put("to", state)
                .put("event", "order." + state + ".v1")
                .put("eventId", UUID.randomUUID().toString())
                .put("at", now);
    }

    private ArrayNode history(String id) {
        return histories.computeIfAbsent(id, any -> JSON.createArrayNode());
    }

    private ObjectNode find(String id) {
        return orders.stream()
                .filter(order -> order.path("id").asText().equals(id))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (fault == Fault.AWAY) {
                problem(exchange, 503, "unavailable", "The service can't reach what it needs.");
                return;
            }
            if (fault == Fault.CLOSED) {
                problem(exchange, 401, "unauthorized", "The token is for another audience.");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            var order = ORDER.matcher(path);
            boolean writes = exchange.getRequestMethod().equals("POST");
            if (fault == Fault.FORBIDDEN || (fault == Fault.READ_ONLY && writes)) {
                problem(exchange, 403, "scope-missing", "This request needs the scope orders:all.");
                return;
            }
            if (writes) {
                write(exchange, path, body);
            } else if (path.equals("/orders")) {
                list(exchange, parameters(exchange));
            } else if (order.matches() && find(order.group(1)).has("id")) {
                boolean history = order.group(2) != null;
                send(exchange, 200, history ? history(order.group(1)) : find(order.group(1)));
            } else {
                problem(exchange, 404, "order-unknown", "There is no such order.");
            }
        }
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        var parameters = new HashMap<String, String>();
        for (String pair : String.valueOf(exchange.getRequestURI().getQuery()).split("&", -1)) {
            String[] parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return parameters;
    }

    private void list(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        String state = parameters.getOrDefault("state", "");
        String cursor = parameters.getOrDefault("cursor", "g");
        if (state.equals("lost")) {
            problem(exchange, 400, "state-unknown", "The parameter state must be one of placed, confirmed.");
            return;
        }
        var found = orders.stream()
                .filter(order -> state.isEmpty() || order.path("state").asText().equals(state))
                .filter(order -> order.path("id").asText().compareTo(cursor) < 0)
                .toList();
        ObjectNode page = JSON.createObjectNode();
        found.stream().limit(PAGE).forEach(page.putArray("orders")::add);
        if (found.size() > PAGE) {
            String last = found.get(PAGE - 1).path("id").asText();
            exchange.getResponseHeaders().set("Link", "</orders?limit=20&cursor=" + last + ">; rel=\"next\"");
        }
        send(exchange, 200, page);
    }

    /** Below a key that has placed something it places nothing; and it takes what orders-api takes. */
    private void write(HttpExchange exchange, String path, String body) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (inFlight > 0) {
            inFlight--;
            problem(exchange, 409, "idempotency-key-in-flight", "A request with this key is being worked on.");
            return;
        }
        JsonNode wanted = JSON.readTree(body);
        received.add(wanted);
        if (bodies.containsKey(key)) {
            if (!bodies.get(key).equals(body)) {
                problem(exchange, 422, "idempotency-key-reused", "This Idempotency-Key was used for another request.");
                return;
            }
            exchange.getResponseHeaders().set("Location", locations.get(key));
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        String location = path.equals("/orders") ? placed(exchange, wanted) : cancelled(exchange, path);
        if (location.isEmpty()) {
            return;
        }
        bodies.put(key, body);
        locations.put(key, location);
        if (fault == Fault.LOST) {
            problem(exchange, 503, "unavailable", "Whether the request had an effect is unknown.");
            return;
        }
        exchange.getResponseHeaders().set("Location", location);
        send(exchange, path.equals("/orders") ? 201 : 200, find(location.substring("/orders/".length())));
    }

    private String placed(HttpExchange exchange, JsonNode wanted) throws IOException {
        for (int i = 0; i < wanted.path("lines").size(); i++) {
            JsonNode line = wanted.path("lines").path(i);
            if (!line.path("quantity").isInt()) {
                flaw(exchange, 400, "/lines/" + i + "/quantity", "must be a whole number in range");
                return "";
            }
            if (!line.path("sku").asText().startsWith("SKU-0")) {
                flaw(exchange, 422, "/lines/" + i + "/sku", "is no product of ours");
                return "";
            }
        }
        if (wanted.path("lines").isEmpty()) {
            flaw(exchange, 422, "/lines", "size must be between 1 and 100");
            return "";
        }
        if (!wanted.at("/buyer/email").asText().contains("@")) {
            flaw(exchange, 422, "/buyer/email", "must be an e-mail address");
            return "";
        }
        return "/orders/" + place(wanted);
    }

    private String cancelled(HttpExchange exchange, String path) throws IOException {
        var matcher = ORDER.matcher(path);
        matcher.find();
        JsonNode order = find(matcher.group(1));
        String tag = "\"" + order.path("version").asInt() + "\"";
        if (!order.has("id")) {
            problem(exchange, 404, "order-unknown", "There is no such order.");
        } else if (!tag.equals(exchange.getRequestHeaders().getFirst("If-Match"))) {
            problem(exchange, 412, "changed-meanwhile", "The resource is at version " + tag + ".");
        } else if (!List.of("placed", "confirmed").contains(order.path("state").asText())) {
            problem(exchange, 409, "order-state", "The order can't become cancelled.");
        } else {
            move(matcher.group(1), "cancelled");
            return "/orders/" + matcher.group(1);
        }
        return "";
    }

    private static void flaw(HttpExchange exchange, int status, String pointer, String detail) throws IOException {
        ObjectNode problem = JSON.createObjectNode().put("code", "input").put("detail", "See errors.");
        problem.putArray("errors").addObject().put("pointer", pointer).put("detail", detail);
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(exchange, status, problem);
    }

    private static void problem(HttpExchange exchange, int status, String code, String detail) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
        send(exchange, status, JSON.createObjectNode().put("code", code).put("detail", detail));
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
