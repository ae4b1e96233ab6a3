package dev.entrega.api;

import dev.entrega.local.SharedCloud;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
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
import java.util.HashMap;
import java.util.Map;

/** {@link Notes} on a port of its own, with its own database, and a client that says exactly what it is told. */
final class NotesServer implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Object> settings = new HashMap<>(SharedCloud.settings("notes"));
    private final EmbeddedServer server;
    private final int port;

    NotesServer() {
        this("0s");
    }

    /** @param drain for how long it still answers when it is closed */
    NotesServer(String drain) {
        this(Map.of("entrega.service", "notes", "entrega.http.drain", drain));
    }

    NotesServer(Map<String, Object> more) {
        settings.put("entrega.http.drain", "0s");
        settings.putAll(more);
        settings.put("micronaut.server.port", -1);
        server = ApplicationContext.run(EmbeddedServer.class, settings);
        port = server.getPort();
    }

    Gate gate() {
        return bean(Gate.class);
    }

    <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    int port() {
        return port;
    }

    /** Posts an order to /shipments, under a key of its own. */
    HttpResponse<String> ship(String order) {
        return send(to("/shipments/" + order).header("Idempotency-Key", order).POST(BodyPublishers.ofString("{}")));
    }

    /** Posts JSON to /notes. */
    HttpResponse<String> write(String key, String json) {
        return send(to("/notes").header("Idempotency-Key", key).POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The first column of the first row, seen by another connection. */
    String sql(String sql) {
        return sql(String.valueOf(settings.get("database.url")), sql);
    }

    /** The same of any database, {@code postgres://user:password@host:port/name}; empty if there is no row. */
    static String sql(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static Connection connect(String database) throws SQLException {
        URI url = URI.create(database);
        String[] credentials = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        return DriverManager.getConnection(jdbc, credentials[0], credentials[1]);
    }

    /** As a SIGTERM does, and returns when it has ended. */
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        http.close();
        stop();
    }
}
