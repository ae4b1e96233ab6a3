package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.entrega.local.LocalIssuer;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.health.Reach;
import io.micronaut.http.client.exceptions.HttpClientException;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.io.IOException;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an upstream that asks for it learns who calls, from a real issuer. */
class UpstreamTokenTest extends PartnerTest {

    private static final String SECRET = "s:e+c/r%t";
    private static final String NOBODY = "nobody";

    private final LocalIssuer issuer =
            LocalIssuer.start(0).register("test-service", SECRET, "invoices:read", "invoices:write");
    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeIssuer() {
        issuer.close();
    }

    private Map<String, Object> credentials() {
        var all = new HashMap<String, Object>();
        all.put("oauth.issuer", issuer.issuer().toString());
        all.put("oauth.client-id", "test-service");
        all.put("oauth.client-secret", SECRET);
        return all;
    }

    private PartnerClient withToken() {
        return withToken(credentials());
    }

    private PartnerClient withToken(Map<String, Object> credentials, String... more) {
        var its = new HashMap<String, Object>(Map.of("scopes", List.of("invoices:write", "invoices:read")));
        for (String setting : more) {
            its.put(setting.replaceAll("=.*", ""), setting.replaceAll(".*=", ""));
        }
        partner.behave(exchange -> Partner.answer(exchange, note(exchange), Map.of()));
        return client(partner.url(), its, credentials);
    }

    private int note(HttpExchange exchange) {
        tokens.add(token(exchange));
        return 200;
    }

    private static String token(HttpExchange exchange) {
        @Nullable String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? NOBODY : header.replaceFirst("^Bearer ", "");
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    @Test
    void eachAttemptSaysWhoCalls() throws Exception {
        withToken().invoice(7);

        var claims = claims(tokens.getFirst());
        assertThat(claims.get("sub").asText()).isEqualTo("test-service");
        assertThat(claims.get("aud").asText()).isEqualTo("entrega");
        assertThat(claims.get("scope").asText()).isEqualTo("invoices:read invoices:write");
    }

    @Test
    void manyCallsTakeOneToken() throws Exception {
        var client = withToken();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Collections.nCopies(40, (Callable<Object>) () -> client.invoice(7));
            for (var answer : callers.invokeAll(calls)) {
                answer.get();
            }
        }

        assertThat(tokens).hasSize(40);
        assertThat(tokens.stream().distinct()).hasSize(1);
        assertThat(issuer.asked("/token")).isEqualTo(1);
    }

    @Test
    void whoIsNoneOfOursGetsNoToken() {
        partner.behave(exchange -> Partner.answer(exchange, note(exchange), Map.of()));
        client(partner.url(), Map.of(), credentials()).invoice(7);

        assertThat(tokens).containsExactly(NOBODY);
        assertThat(issuer.asked("/token")).isZero();
    }

    @Test
    void noTokenIsSentWhereNobodyAsksForOne() {
        withToken(Map.of("oauth.issuer", "none")).invoice(7);

        assertThat(tokens).containsExactly(NOBODY);
    }

    /** It was refused, so it was not done: that holds for what may not be repeated too. */
    @Test
    void aTokenThatIsRefusedIsReplacedAndTheRequestSentOnceMore() {
        var client = withToken();
        client.invoice(7);
        partner.behave(exchange -> {
            note(exchange);
            Partner.answer(exchange, tokens.getLast().equals(tokens.getFirst()) ? 401 : 200, Map.of());
        });

        assertThat(client.place(INVOICE).code()).isEqualTo(200);

        assertThat(tokens).hasSize(3);
        assertThat(issuer.asked("/token")).isEqualTo(2);
    }

    @Test
    void whoTakesNoTokenAtAllIsNotAskedAgainAndAgain() {
        var client = withToken();
        partner.behave(exchange -> {
            note(exchange);
            Partner.answer(exchange, 401, Map.of());
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.invoice(7))
                    .isInstanceOfSatisfying(
                            HttpClientResponseException.class,
                            e -> assertThat(e.code()).isEqualTo(401));
        }

        assertThat(tokens).hasSize(4);
        assertThat(issuer.asked("/token")).isEqualTo(2);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void withoutATokenItIsNotAskedAndThatCanBeSeen() {
        issuer.close();
        var client = withToken(credentials(), "breaker.attempts=10");

        assertThatThrownBy(() -> client.place(INVOICE))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageStartingWith("partner was not asked: no token for it: " + issuer.issuer())
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> client.place(INVOICE)).isInstanceOf(UpstreamUnavailableException.class);

        assertThat(partner.asked()).isEmpty();
        assertThat(reach()).isNotEqualTo(Reach.ALL);
    }

    @Test
    void aTokenIsFetchedOnceTheIssuerIsThere() {
        issuer.close();
        var client = withToken();
        assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientException.class);

        try (var back = LocalIssuer.start(issuer.issuer().getPort()).register("test-service", SECRET)) {
            assertThat(client.invoice(7)).isEqualTo(INVOICE);
            assertThat(back.asked("/token")).isEqualTo(1);
        }
    }

    @Test
    void whyTheIssuerRefusesIsSaidAndTheSecretIsNot() {
        var wrong = credentials();
        wrong.put("oauth.client-secret", "another+secret");

        assertThatThrownBy(() -> withToken(wrong, "attempts=1").invoice(7))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageContaining("/token answers 401 invalid_client to the client test-service")
                .hasMessageNotContaining("another");
    }

    @Test
    void anIssuerThatCallsItselfOtherwiseGetsNoSecret() {
        var elsewhere = credentials();
        elsewhere.put("oauth.issuer", issuer.issuer() + "/");

        assertThatThrownBy(() -> withToken(elsewhere, "attempts=1").invoice(7))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageContaining("has the metadata of another issuer, \"" + issuer.issuer() + "\"");
        assertThat(issuer.asked("/token")).isZero();
    }

    @Test
    void itDoesNotStartWithoutWhatATokenTakes() {
        for (String setting : List.of("oauth.issuer", "oauth.client-id", "oauth.client-secret")) {
            var less = credentials();
            less.remove(setting);
            assertThatThrownBy(() -> withToken(less))
                    .hasRootCauseInstanceOf(ConfigurationException.class)
                    .rootCause()
                    .hasMessageStartingWith(setting.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")
                            + ": is missing, and partner is called with a token")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void theSecretGoesToNoIssuerThatOthersCanHear() {
        var open = credentials();
        open.put("oauth.issuer", "http://issuer.example.org");

        assertThatThrownBy(() -> withToken(open))
                .rootCause()
                .hasMessageStartingWith("OAUTH_ISSUER: \"http://issuer.example.org\" is not https://HOST/PATH");
    }

    @Test
    void theSecretIsNoSettingThatIsTold() {
        withToken();

        assertThat(bean(TokenSettings.class).toString()).doesNotContain(SECRET).contains("test-service");
    }
}
