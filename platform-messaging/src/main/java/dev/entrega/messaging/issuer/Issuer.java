package dev.entrega.messaging.issuer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.core.util.SupplierUtil;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * An OAuth 2 issuer. Each question has an answer within 5 s, or none: of at most 1 MiB, from the address that was asked, which
 * is {@code https} or on this machine. Thread-safe.
 */
public final class Issuer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** To the last byte. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_BYTES = 1024 * 1024;

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final String name;

    /** It has a thread, which a service does without that has nothing to ask. */
    private final Supplier<HttpClient> http = SupplierUtil.memoized(() -> HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(Redirect.NEVER)
            .build());

    /** @param name its URL, as {@link #isName} wants it */
    public Issuer(String name) {
        this.name = name;
    }

    /** Whether an issuer can be called so: by a URL without query and fragment (RFC 8414, 2), where nobody can answer in its place. */
    public static boolean isName(String text) {
        try {
            var url = URI.create(text);
            return isSafe(url) && url.getRawQuery() == null && url.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether nobody between here and there can listen, or answer in its place. */
    private static boolean isSafe(URI url) {
        String host = url.getHost();
        return host != null
                && ("https".equals(url.getScheme())
                        || ("http".equals(url.getScheme())
                                && LOOPBACK.matcher(host).matches()));
    }

    /**
     * An address of its metadata (OpenID Connect Discovery 1.0; RFC 8414), which is asked for anew each time.
     *
     * @param member as {@code jwks_uri}
     * @throws IOException with a message for an operator, whatever it is that went wrong
     */
    public URI address(String member) throws IOException {
        JsonNode metadata = metadata();
        String issuer = metadata.path("issuer").asText();
        if (!issuer.equals(name)) {
            throw new IOException(name + " has the metadata of another issuer, \"" + issuer + "\"");
        }
        try {
            var address = URI.create(metadata.path(member).asText());
            if (isSafe(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // It is no safe one either.
        }
        throw new IOException(name + " names a " + member + " that is neither https nor on this machine");
    }

    private JsonNode metadata() throws IOException {
        URI url = URI.create(name);
        String path = url.getRawPath().replaceFirst("/$", "");
        var answer = get(url.resolve(path + "/.well-known/openid-configuration"));
        if (answer.statusCode() == 404) {
            answer = get(url.resolve("/.well-known/oauth-authorization-server" + path));
        }
        requireFound(answer);
        return json(answer);
    }

    private HttpResponse<String> get(URI address) throws IOException {
        return ask(HttpRequest.newBuilder(address));
    }

    /**
     * Reads what stands at an address of its metadata.
     *
     * @throws IOException if that is not a 200, or there is no answer, with a message for an operator
     */
    public String read(URI address) throws IOException {
        var answer = get(address);
        requireFound(answer);
        return answer.body();
    }

    private static void requireFound(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode());
        }
    }

    /** @throws IOException if it is none, with a message that holds nothing of it */
    static JsonNode json(HttpResponse<String> answer) throws IOException {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) { // Its message has the text in it.
            throw new IOException(answer.uri() + " answers " + answer.statusCode() + " and no JSON");
        }
    }

    /**
     * Asks for JSON, whatever the status of the answer.
     *
     * @param question to an address of its metadata
     * @throws IOException if there is no answer, with a message for an operator
     */
    HttpResponse<String> ask(HttpRequest.Builder question) throws IOException {
        var request = question.header("Accept", "application/json").build();
        // The time limit of a request ends with the header of its answer; this one is for all of it.
        var answer = http.get().sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MOST_BYTES));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(request.uri() + " can't be read: " + e.getCause(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(request.uri() + " does not answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException(request.uri() + " was not waited for", e);
        }
    }
}
