package dev.entrega.marketplace.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What says to the orders API who calls, from the issuer; another when half of its life is over. Thread-safe. */
final class ClientToken implements AutoCloseable {

    private static final String SCOPES = "orders:read orders:write";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String issuer;
    private final String form;
    private String token = "";
    private long renewal = System.nanoTime();

    /** @param issuer its URL, or {@code none} if nobody asks for tokens */
    ClientToken(String issuer, String client, String secret) {
        this.issuer = issuer;
        this.form = "grant_type=client_credentials&client_id=" + encoded(client) + "&client_secret=" + encoded(secret)
                + "&audience=entrega&scope=" + encoded(SCOPES);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Empty if nobody asks for it. */
    synchronized Optional<String> get() throws IOException {
        if (issuer.equals("none")) {
            return Optional.empty();
        }
        if (System.nanoTime() - renewal >= 0) {
            var answer = fetch();
            token = answer.path("access_token").asText();
            renewal = System.nanoTime()
                    + Duration.ofSeconds(answer.path("expires_in").asLong()).toNanos() / 2;
        }
        return Optional.of(token);
    }

    private JsonNode fetch() throws IOException {
        var metadata = ask(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")));
        return ask(HttpRequest.newBuilder(
                        URI.create(metadata.path("token_endpoint").asText()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private JsonNode ask(HttpRequest.Builder request) throws IOException {
        try {
            var answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(answer.uri() + " answers " + answer.statusCode());
            }
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
