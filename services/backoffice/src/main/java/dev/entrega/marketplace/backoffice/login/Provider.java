package dev.entrega.marketplace.backoffice.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.JWKSet;
import dev.entrega.messaging.issuer.Issuer;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The issuer, as people log in there. Each question waits for it, at the addresses of its metadata. Thread-safe. */
@Singleton
final class Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);

    /** What the pages do for people; the issuer, or the person there, may give less. */
    private static final String SCOPES = "openid orders:read orders:write";

    /** Of a token whose answer doesn't say; it should (RFC 6749, 5.1). */
    private static final int SHORT_LIFE = 300;

    private static final int SERVER_ERROR = 500;

    /** What may be repeated of an answer: whatever else stands there may be secret. */
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

    private final LoginSettings settings;
    private final Clock clock;
    private final Issuer issuer;

    Provider(LoginSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.issuer = new Issuer(settings.issuer());
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
        var said = token(code, attempt);
        var person = IdToken.proven(
                said.path("id_token").asText(), keys(), settings.issuer(), settings.client(), attempt.nonce());
        String token = said.path("access_token").asText();
        if (token.isEmpty() || !said.path("token_type").asText().equalsIgnoreCase("Bearer")) {
            throw new UnprovenException("the issuer has given no token of the type Bearer");
        }
        long life = said.path("expires_in").asLong(SHORT_LIFE);
        if (life <= 0) { // A session that is over leads to the issuer again, and so on.
            throw new UnprovenException("the issuer has given a token that has ended");
        }
        return new Session(person.subject(), person.name(), token, asked + life);
    }

    private JsonNode token(String code, Attempt attempt) throws IOException, UnprovenException {
        var address = issuer.address("token_endpoint");
        var answer = issuer.ask(HttpRequest.newBuilder(address)
                .header("Authorization", "Basic " + credentials())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=authorization_code&code=" + encoded(code) + "&redirect_uri="
                        + encoded(settings.callback()) + "&code_verifier=" + encoded(attempt.verifier()))));
        if (answer.statusCode() >= SERVER_ERROR) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        var said = Issuer.json(answer);
        if (answer.statusCode() != 200) {
            String error = said.path("error").asText();
            throw new UnprovenException("the issuer does not take the code: " + answer.statusCode()
                    + (ERROR.matcher(error).matches() ? " " + error : ""));
        }
        return said;
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

    /** Both parts are encoded before they are put together, since either may hold a colon (RFC 6749, 2.3.1). */
    private String credentials() {
        String both = encoded(settings.client()) + ":" + encoded(settings.secret());
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
