package dev.entrega.client;

import dev.entrega.messaging.issuer.Issuer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Where the issuer gives a service tokens for itself: {@code client_credentials} (RFC 6749, 4.4) at the address that the
 * issuer's metadata names (RFC 8414, OpenID Connect Discovery), with the credentials in {@code Authorization: Basic}.
 * Thread-safe.
 */
final class TokenEndpoint {

    /** Of a token whose answer doesn't say; it should (RFC 6749, 5.1). */
    private static final int SHORT_LIFE = 300;

    /** What may be repeated of an answer: whatever else stands there may be as secret as what was sent. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final TokenSettings settings;
    private final InstantSource clock;
    private final Issuer issuer;

    TokenEndpoint(TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.issuer = new Issuer(settings.issuer());
    }

    /**
     * A new token.
     *
     * @param scopes with blanks between them
     * @throws IOException with a message for an operator, which holds no secret
     */
    AccessToken fetch(String scopes) throws IOException {
        var address = issuer.address("token_endpoint");
        var request = HttpRequest.newBuilder(address)
                .header("Authorization", "Basic " + credentials())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + encoded(scopes) + "&audience="
                        + encoded(settings.audience())));
        var asked = clock.instant();
        var answer = issuer.ask(request);
        var said = Issuer.json(answer);
        String token = said.path("access_token").asText();
        if (answer.statusCode() != 200 || token.isEmpty()) {
            String error = said.path("error").asText();
            throw new IOException(address + " answers " + answer.statusCode()
                    + (ERROR.matcher(error).matches() ? " " + error : "") + " to the client " + settings.client());
        }
        var life = Duration.ofSeconds(said.path("expires_in").asLong(SHORT_LIFE));
        return AccessToken.lasting(life, token, asked);
    }

    /** Both parts are encoded before they are put together, since either may hold a colon (RFC 6749, 2.3.1). */
    private String credentials() {
        String both = encoded(settings.client()) + ":" + encoded(settings.secret());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
