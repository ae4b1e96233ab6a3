package dev.entrega.marketplace.backoffice;

import dev.entrega.local.FreePort;
import dev.entrega.local.LocalIssuer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The service as it runs, in this JVM, and a browser without scripts: it keeps cookies and sends forms as they are shown. */
final class BackofficeServer implements AutoCloseable {
    static final String CLIENT = "backoffice";
    static final String SECRET = "s:e+c";

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final EmbeddedServer server;

    /** One to which nobody has to log in. */
    BackofficeServer(String ordersApi, Map<String, Object> more) {
        this(ordersApi, "none", more);
    }

    /** One to which people log in at that issuer, which knows it as {@link #CLIENT}. */
    BackofficeServer(String ordersApi, LocalIssuer issuer, Map<String, Object> more) {
        this(ordersApi, issuer.issuer().toString(), more);
    }

    BackofficeServer(String ordersApi, String issuer, Map<String, Object> more) {
        int port = FreePort.find();
        var settings = new HashMap<String, Object>();
        settings.put("micronaut.server.port", port);
        settings.put("upstreams.orders-api.url", ordersApi);
        settings.put("oauth.issuer", issuer);
        settings.put("oauth.client-id", CLIENT);
        settings.put("oauth.client-secret", SECRET);
        settings.put("backoffice.url", "http://localhost:" + port);
        settings.putAll(more);
        server = ApplicationContext.run(EmbeddedServer.class, settings);
    }

    <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
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

    HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address));
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

    /** The value of a cookie that the browser has, empty if it has none of that name. */
    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    List<String> cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(HttpCookie::getName)
                .toList();
    }

    void forgetCookies() {
        cookies.getCookieStore().removeAll();
    }

    static URI location(HttpResponse<?> redirect) {
        return redirect.uri()
                .resolve(redirect.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new AssertionError(redirect.body())));
    }

    /** Where the issuer asks who it is, for who wants to see that page. */
    URI departure(String path) {
        return location(get(location(get(path))));
    }

    /** Where the browser goes when somebody has said there that they are that. */
    URI arrival(URI departure, String person) {
        return location(
                send(form(departure, Map.of("name", person, "may orders:read", "on", "may orders:write", "on"))));
    }

    /** Logs in, wanting to see that page. */
    HttpResponse<String> logIn(String path, String person) {
        return get(arrival(departure(path), person));
    }

    /** The fields of the form of a page that nobody sees. */
    static Map<String, String> hidden(HttpResponse<String> page) {
        return HIDDEN.matcher(page.body())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> field.group(2), (first, second) -> second));
    }

    HttpResponse<String> post(String path, Map<String, String> fields) {
        return send(form(path, fields));
    }

    HttpRequest.Builder form(String path, Map<String, String> fields) {
        return form(uri(path), fields);
    }

    private static HttpRequest.Builder form(URI address, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
