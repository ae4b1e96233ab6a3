package dev.entrega.marketplace.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.api.workflow.Workflow;
import dev.entrega.local.LocalIssuer;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service as it runs, in this JVM, and what its neighbours do with it: buyers, the stock, and somebody who counts. */
final class OrdersServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Object> settings = new HashMap<>(SharedCloud.settings("orders"));
    private final LocalIssuer issuer = LocalIssuer.start(0);
    private final EmbeddedServer server;
    private final Documented documented;
    private final String environment = "t" + UUID.randomUUID().toString().substring(0, 8);

    OrdersServer() {
        settings.put("micronaut.server.port", -1);
        settings.put("entrega.env", environment);
        settings.put("entrega.consumer.poll-wait", "1s");
        settings.put("oauth.issuer", issuer.issuer().toString());
        server = ApplicationContext.run(EmbeddedServer.class, settings);
        documented = documented();
    }

    /** As {@code POST /orders}, of the controllers of this service. */
    List<String> routes() {
        return server.getApplicationContext()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getDeclaringType().getPackage() == OrdersServer.class.getPackage())
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .distinct()
                .toList();
    }

    Workflow<?> workflow() {
        return server.getApplicationContext().getBean(Workflow.class);
    }

    /** From a client that may do anything. */
    HttpRequest.Builder to(String path) {
        return to(path, Scopes.READ, Scopes.WRITE);
    }

    /** From one that has no more than these scopes. */
    HttpRequest.Builder to(String path, String... scopes) {
        return fromNobody(path).header("Authorization", "Bearer " + issuer.token("tests", scopes));
    }

    HttpRequest.Builder fromNobody(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path)).header("Content-Type", "application/json");
    }

    HttpResponse<String> get(String path) {
        return send(to(path).GET());
    }

    /** Under a key of its own. */
    HttpResponse<String> post(String path, String json) {
        return post(path, UUID.randomUUID().toString(), json);
    }

    HttpResponse<String> post(String path, String key, String json) {
        return send(to(path).header("Idempotency-Key", key).POST(BodyPublishers.ofString(json)));
    }

    /** Whatever it answers must be what it says of its API. */
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            documented.check(answer);
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Documented documented() {
        try {
            return new Documented(http.send(to("/openapi.json").build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Places an order of two pieces and returns its id. */
    String placed() {
        return json(post("/orders", """
                {"buyer":{"name":"Ana","email":"ana@example.org"},"lines":[{"sku":"SKU-001","quantity":2}]}""")).path("id").asText();
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** What the stock service would say, on its topic, under an id of its own. */
    void say(String type, String eventId, String orderId, String data) {
        String event = """
            {"specversion":"1.0","id":"%s","source":"/stock-service","type":"%s","subject":"%s",
             "time":"%s","data":%s}""".formatted(eventId, type, orderId, Instant.now(), data);
        server.getApplicationContext()
                .getBean(Resources.class)
                .topic(environment + "_" + type.replace('.', '_'))
                .publish(List.of(new Message(event, Map.of())));
    }

    /** The first column of the first row, seen by another connection. */
    String sql(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** By another connection. */
    void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() throws SQLException {
        URI url = URI.create(String.valueOf(settings.get("database.url")));
        String[] credentials = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        return DriverManager.getConnection(jdbc, credentials[0], credentials[1]);
    }

    @Override
    public void close() {
        http.close();
        server.close();
        issuer.close();
    }
}
