package dev.entrega.marketplace.deploys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands before SNS and SQS and writes down who asks for what, as IAM would have to judge it. */
final class RecordedBroker implements AutoCloseable {
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "http2-settings");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final HttpClient upstream =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI broker;
    private final HttpServer server;

    /**
     * A right that was used.
     *
     * @param who the access key
     * @param action as {@code sns:Publish}
     * @param resource the name of a topic or queue, empty if the call names none
     */
    record Call(String who, String action, String resource) {}

    RecordedBroker(URI broker) throws IOException {
        this.broker = broker;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Set<Call> callsOf(String who) {
        return calls.stream().filter(call -> call.who().equals(who)).collect(Collectors.toSet());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            record(exchange, new String(body, StandardCharsets.UTF_8));
            var request = HttpRequest.newBuilder(broker.resolve(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            var answer = upstream.send(request.build(), BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(HttpExchange exchange, String body) throws IOException {
        var credential =
                CREDENTIAL.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        String who = credential.find() ? credential.group(1) : "nobody";
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null) {
            recordSns(who, form(body));
        } else {
            recordSqs(who, target.substring(target.indexOf('.') + 1), JSON.readTree(body));
        }
    }

    private void recordSns(String who, Map<String, String> form) {
        String topic = form.getOrDefault("TopicArn", form.getOrDefault("Name", ""));
        String name = topic.substring(topic.lastIndexOf(':') + 1);
        calls.add(new Call(who, "sns:" + right(form.getOrDefault("Action", "")), name));
        if (form.keySet().stream().anyMatch(field -> field.startsWith("Tags."))) {
            calls.add(new Call(who, "sns:TagResource", name));
        }
    }

    private void recordSqs(String who, String action, JsonNode parameters) {
        String queue =
                parameters.path("QueueUrl").asText(parameters.path("QueueName").asText());
        String name = queue.substring(queue.lastIndexOf('/') + 1);
        calls.add(new Call(who, "sqs:" + right(action), name));
        if (parameters.has("tags")) {
            calls.add(new Call(who, "sqs:TagQueue", name));
        }
    }

    /** IAM knows a right on a message, and none on a batch. */
    private static String right(String action) {
        return action.replaceFirst("Batch$", "");
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0],
                        field -> URLDecoder.decode(field.length > 1 ? field[1] : "", StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
        upstream.close();
    }
}
