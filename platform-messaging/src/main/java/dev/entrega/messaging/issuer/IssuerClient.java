package dev.entrega.messaging.issuer;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** Whom an issuer knows by a name and a secret, and gives tokens to (RFC 6749). Thread-safe. */
public final class IssuerClient {

    private final Issuer issuer;
    private final String credentials;

    public IssuerClient(Issuer issuer, String name, String secret) {
        this.issuer = issuer;
        this.credentials = basic(name, secret);
    }

    /** Both parts are encoded before they are put together, since either may hold a colon (RFC 6749, 2.3.1). */
    private static String basic(String name, String secret) {
        String both = encoded(name) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Asks for a token, at the address that the issuer's metadata names.
     *
     * @param form what is asked, as {@code grant_type} and what belongs to it
     * @throws IOException if there is no answer that can be read, with a message for an operator, which holds no secret
     */
    public TokenAnswer ask(Map<String, String> form) throws IOException {
        var address = issuer.address("token_endpoint");
        var answer = issuer.ask(HttpRequest.newBuilder(address)
                .header("Authorization", credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form))));
        return new TokenAnswer(address, answer.statusCode(), Issuer.json(answer));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
