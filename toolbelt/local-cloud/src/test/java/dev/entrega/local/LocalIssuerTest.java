package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As who gets tokens there sees it, and who checks them; both without a library that might forgive something. */
class LocalIssuerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "grant_type=client_credentials";

    private final LocalIssuer issuer = LocalIssuer.start(0).register("dev", "s:e+c");
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        issuer.close();
        http.close();
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        return JSON.readTree(http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private JsonNode metadata() throws IOException, InterruptedException {
        return get(URI.create(issuer.issuer() + "/.well-known/oauth-authorization-server"));
    }

    private HttpResponse<String> ask(String form) throws IOException, InterruptedException {
        return send(request(form));
    }

    private HttpResponse<String> ask(String client, String secret, String form)
            throws IOException, InterruptedException {
        String both = URLEncoder.encode(client, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return send(request(form)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8))));
    }

    private HttpRequest.Builder request(String form) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(
                        URI.create(metadata().get("token_endpoint").asText()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode token(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return part(JSON.readTree(answer.body()).get("access_token").asText(), 1);
    }

    private static JsonNode part(String token, int number) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[number]));
    }

    /** As RFC 7515 and RFC 7518 say it. */
    private boolean isGood(String token) throws IOException, InterruptedException, GeneralSecurityException {
        for (var key : get(URI.create(metadata().get("jwks_uri").asText())).get("keys")) {
            if (key.get("kid").equals(part(token, 0).get("kid"))) {
                int dot = token.lastIndexOf('.');
                var signature = Signature.getInstance("SHA256withRSA");
                signature.initVerify(KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
                signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
                return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
            }
        }
        return false;
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText()));
    }

    @Test
    void itsTokensAreGoodByTheKeysThatItsMetadataNames() throws Exception {
        String token = issuer.token("me", "orders:read", "orders:write");

        assertThat(isGood(token)).isTrue();
        assertThat(isGood(token.replaceFirst("\\.", ".e30"))).isFalse();
        assertThat(part(token, 0).get("typ").asText()).isEqualTo("at+jwt");
        var claims = part(token, 1);
        assertThat(claims.get("iss").asText())
                .isEqualTo(issuer.issuer().toString())
                .isEqualTo(metadata().get("issuer").asText());
        assertThat(claims.get("sub").asText()).isEqualTo("me");
        assertThat(claims.get("aud").asText()).isEqualTo("entrega");
        assertThat(claims.get("scope").asText()).isEqualTo("orders:read orders:write");
        assertThat(claims.get("exp").asLong() - Instant.now().getEpochSecond()).isBetween(3590L, 3600L);
    }

    /** Some look here first. */
    @Test
    void itsMetadataAreAlsoThoseOfOpenIdConnect() throws Exception {
        assertThat(get(URI.create(issuer.issuer() + "/.well-known/openid-configuration")))
                .isEqualTo(metadata());
    }

    @Test
    void aTestMayHaveItSayWhatIsNotTrue() throws Exception {
        var claims = issuer.claims("me");
        claims.put("exp", 1);

        String token = issuer.sign(claims);

        assertThat(isGood(token)).isTrue();
        assertThat(part(token, 1).get("exp").asLong()).isEqualTo(1);
    }

    @Test
    void aClientGetsATokenByEitherWayToProveItself() throws Exception {
        issuer.tokensLast(Duration.ofSeconds(5));
        var answer = ask("dev", "s:e+c", ALL + "&scope=orders:read&audience=others");

        assertThat(token(answer).get("sub").asText()).isEqualTo("dev");
        assertThat(token(answer).get("scope").asText()).isEqualTo("orders:read");
        assertThat(token(answer).get("aud").asText()).isEqualTo("others");
        assertThat(answer.body()).as("so that cut finds it").startsWith("{\"access_token\":\"");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(JSON.readTree(answer.body()).get("token_type").asText()).isEqualTo("Bearer");
        assertThat(JSON.readTree(answer.body()).get("expires_in").asInt()).isEqualTo(5);
        assertThat(token(ask(ALL + "&client_id=dev&client_secret=s%3Ae%2Bc"))
                        .get("sub")
                        .asText())
                .isEqualTo("dev");
        assertThat(issuer.asked("/token")).isEqualTo(2);
    }

    @Test
    void whoIsNotWhoHeSaysGetsNone() throws Exception {
        for (var answer : List.of(ask("dev", "wrong", ALL), ask("nobody", "s:e+c", ALL), ask(ALL))) {
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic");
            assertThat(answer.body()).contains("\"invalid_client\"").doesNotContain("s:e+c");
        }
        assertThat(send(request(ALL).header("Authorization", "Basic %%")).body())
                .contains("\"invalid_client\"");
    }

    @Test
    void aClientGetsNoScopeThatItMayNotHave() throws Exception {
        issuer.register("reader", "s", "orders:read");

        assertThat(token(ask("reader", "s", ALL)).get("scope").asText()).isEqualTo("orders:read");
        var answer = ask("reader", "s", ALL + "&scope=orders:read+orders:write");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"invalid_scope\"");
    }

    @Test
    void noOtherGrantIsThere() throws Exception {
        var answer = ask("dev", "s:e+c", "grant_type=password");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"unsupported_grant_type\"");
    }

    @Test
    void aNewKeySignsAndTheOldOneStaysKnown() throws Exception {
        String old = issuer.token("me");
        issuer.rotate();
        String fresh = issuer.token("me");

        assertThat(part(fresh, 0).get("kid")).isNotEqualTo(part(old, 0).get("kid"));
        assertThat(isGood(old)).isTrue();
        assertThat(isGood(fresh)).isTrue();
    }

    @Test
    void whatAnotherHasSignedIsNotItsOwn() throws Exception {
        try (var other = LocalIssuer.start(0)) {
            assertThat(isGood(other.token("me"))).isFalse();
        }
    }

    @Test
    void aTakenPortIsNamedInOneLine() {
        int taken = issuer.issuer().getPort();

        assertThatThrownBy(() -> LocalIssuer.start(taken))
                .isInstanceOf(LocalCloudException.class)
                .hasMessageStartingWith("Port " + taken + " is taken, so the issuer of tokens can't start");
    }
}
