package dev.entrega.marketplace.backoffice;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The service as it runs, in this JVM, and a browser without scripts: it keeps cookies and sends forms as they are shown. */
final class BackofficeServer implements AutoCloseable {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final EmbeddedServer server;

    BackofficeServer(String ordersApi, Map<String, Object> more) {
        var settings = new HashMap<>(more);
        settings.put("micronaut.server.port", -1);
        settings.put("upstreams.orders-api.url", ordersApi);
        settings.put("oauth.issuer", "none");
        server = ApplicationContext.run(EmbeddedServer.class, settings);
    }

    URI uri(String path) {
        return server.getURI().resolve(path);
    }

    HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(uri(path));
    }

    HttpResponse<String> get(String path) {
        return send(page(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(http, request);
    }

    /** With no cookie but this one. */
    HttpResponse<String> sendWith(String cookie, HttpRequest.Builder request) {
        try (var forgetful = HttpClient.newHttpClient()) {
            return send(forgetful, request.header("Cookie", cookie));
        }
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The fields of the form of a page that nobody sees. */
    static Map<String, String> hidden(HttpResponse<String> page) {
        return HIDDEN.matcher(page.body())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2)));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(form(path, fields));
    }

    HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
