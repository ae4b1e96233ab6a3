package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issuers of other kinds than the local one, which the tests of the calls have. */
class TokenEndpointTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Partner issuer = new Partner(this::answer);
    private final String name = issuer.url() + "/tenant";
    private volatile String endpoint = issuer.url() + "/oauth/token";
    private volatile int status = 200;
    private volatile String answer = "{\"access_token\":\"abc\",\"token_type\":\"bearer\",\"expires_in\":1000}";

    @AfterEach
    void close() {
        issuer.close();
    }

    /** As one without OpenID Connect, with several tenants at one host. */
    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/.well-known/oauth-authorization-server/tenant" ->
                send(exchange, 200, "{\"issuer\":\"%s\",\"token_endpoint\":\"%s\"}".formatted(name, endpoint));
            case "/oauth/token" -> send(exchange, status, answer);
            default -> send(exchange, 404, "not here");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private AccessToken fetch() throws IOException {
        var settings = new TokenSettings(name, "entrega", "me", "my-secret");
        return new TokenEndpoint(settings, () -> NOW).fetch("orders:read");
    }

    @Test
    void findsTheMetadataOfAnIssuerWithAPath() throws IOException {
        assertThat(fetch()).isEqualTo(AccessToken.lasting(Duration.ofSeconds(1000), "abc", NOW));
        assertThat(issuer.asked())
                .containsExactly(
                        "GET /tenant/.well-known/openid-configuration",
                        "GET /.well-known/oauth-authorization-server/tenant",
                        "POST /oauth/token");
    }

    @Test
    void aTokenThatDoesNotSayForHowLongIsRenewedSoon() throws IOException {
        answer = "{\"access_token\":\"abc\",\"token_type\":\"bearer\"}";

        assertThat(fetch().renewFrom()).isBefore(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void whatItSaysIsNotRepeatedUnlessItIsAWord() {
        status = 400;
        answer = "{\"error\":\"invalid_scope\",\"error_description\":\"my-secret is no scope\"}";
        assertThatThrownBy(this::fetch)
                .isInstanceOf(IOException.class)
                .hasMessage(issuer.url() + "/oauth/token answers 400 invalid_scope to the client me");

        answer = "{\"error\":\"my-secret?\"}";
        assertThatThrownBy(this::fetch).hasMessage(issuer.url() + "/oauth/token answers 400 to the client me");

        answer = "<h1>my-secret</h1>";
        assertThatThrownBy(this::fetch).hasMessage(issuer.url() + "/oauth/token answers 400 and no JSON");
    }

    @Test
    void theSecretGoesToNoAddressThatOthersCanHear() {
        endpoint = "http://token.example.org/";

        assertThatThrownBy(this::fetch)
                .hasMessage(name + " names a token_endpoint that is neither https nor on this machine");
    }

    @Test
    void anIssuerThatIsAwayIsNamed() {
        issuer.close();

        assertThatThrownBy(this::fetch)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(name + "/.well-known/openid-configuration can't be read: ");
    }
}
