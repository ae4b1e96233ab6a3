package dev.entrega.client;

import dev.entrega.messaging.issuer.Issuer;
import dev.entrega.messaging.issuer.IssuerClient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where the issuer gives a service tokens for itself: {@code client_credentials} (RFC 6749, 4.4) at the address that the
 * issuer's metadata names (RFC 8414, OpenID Connect Discovery). Thread-safe.
 */
final class TokenEndpoint {

    private final TokenSettings settings;
    private final InstantSource clock;
    private final IssuerClient client;

    TokenEndpoint(TokenSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = new IssuerClient(new Issuer(settings.issuer()), settings.client(), settings.secret());
    }

    /**
     * A new token.
     *
     * @param scopes with blanks between them
     * @throws IOException with a message for an operator, which holds no secret
     */
    AccessToken fetch(String scopes) throws IOException {
        var asked = clock.instant();
        var answer = client.ask(
                Map.of("grant_type", "client_credentials", "scope", scopes, "audience", settings.audience()));
        String token = answer.text("access_token");
        if (answer.status() != 200 || token.isEmpty()) {
            throw new IOException(answer + " to the client " + settings.client());
        }
        return AccessToken.lasting(answer.life(), token, asked);
    }
}
