package dev.entrega.marketplace.backoffice.login;

import com.nimbusds.jose.jwk.JWKSet;
import dev.entrega.messaging.issuer.Issuer;
import dev.entrega.messaging.issuer.IssuerClient;
import dev.entrega.messaging.issuer.TokenAnswer;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The issuer, as people log in there. Each question waits for it, at the addresses of its metadata. Thread-safe. */
@Singleton
final class Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);

    /** What the pages do for people; the issuer, or the person there, may give less. */
    private static final String SCOPES = "openid orders:read orders:write";

    private static final int SERVER_ERROR = 500;

    private final LoginSettings settings;
    private final Clock clock;
    private final Issuer issuer;
    private final IssuerClient client;

    Provider(LoginSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.issuer = new Issuer(settings.issuer());
        this.client = new IssuerClient(issuer, settings.client(), settings.secret());
    }

    /** Where the person says who they are. */
    URI authorization(Attempt attempt) throws IOException {
        return UriBuilder.of(issuer.address("authorization_endpoint"))
                .queryParam("response_type", "code")
                .queryParam("client_id", settings.client())
                .queryParam("redirect_uri", settings.callback())
                .queryParam("scope", SCOPES)
                .queryParam("audience", settings.audience())
                .queryParam("state", attempt.state())
                .queryParam("nonce", attempt.nonce())
                .queryParam("code_challenge", attempt.challenge())
                .queryParam("code_challenge_method", "S256")
                .build();
    }

    /**
     * The session of who has brought this code.
     *
     * @throws UnprovenException if the issuer doesn't take the code, or what it gives for it isn't good
     * @throws IOException if the issuer doesn't answer, with a message for an operator, which holds no secret
     */
    Session redeem(String code, Attempt attempt) throws IOException, UnprovenException {
        long asked = clock.instant().getEpochSecond();
        var answer = answerTo(code, attempt);
        var person =
                IdToken.proven(answer.text("id_token"), keys(), settings.issuer(), settings.client(), attempt.nonce());
        String token = answer.text("access_token");
        if (token.isEmpty() || !answer.text("token_type").equalsIgnoreCase("Bearer")) {
            throw new UnprovenException("the issuer has given no token of the type Bearer");
        }
        if (!answer.life().isPositive()) { // A session that is over leads to the issuer again, and so on.
            throw new UnprovenException("the issuer has given a token that has ended");
        }
        return new Session(
                person.subject(), person.name(), token, asked + answer.life().toSeconds());
    }

    private TokenAnswer answerTo(String code, Attempt attempt) throws IOException, UnprovenException {
        var answer = client.ask(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                settings.callback(),
                "code_verifier",
                attempt.verifier()));
        if (answer.status() >= SERVER_ERROR) {
            throw new IOException(answer.toString());
        }
        if (answer.status() != 200) {
            throw new UnprovenException("the issuer does not take the code: " + answer);
        }
        return answer;
    }

    private JWKSet keys() throws IOException {
        var address = issuer.address("jwks_uri");
        try {
            return JWKSet.parse(issuer.read(address));
        } catch (ParseException e) {
            throw new IOException(address + " is no set of keys", e);
        }
    }

    /** Where a browser tells the issuer that its person has logged out; nothing if it has no such address, or is away. */
    Optional<URI> endSession(String back) {
        try {
            return Optional.of(UriBuilder.of(issuer.address("end_session_endpoint"))
                    .queryParam("client_id", settings.client())
                    .queryParam("post_logout_redirect_uri", settings.url() + back)
                    .build());
        } catch (IOException e) {
            LOG.info("the issuer is not told of a logout: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
