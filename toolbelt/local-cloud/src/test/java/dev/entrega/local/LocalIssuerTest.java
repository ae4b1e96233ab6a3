package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.local.wire.Form;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final String VERIFIER = "the-verifier-of-this-test-which-is-long-enough";
    private static final String BACK = "http://localhost:1234/login/callback?tab=1";
    private static final String PROOF = "&code_verifier=" + VERIFIER + "&redirect_uri=";

    /** What a client asks for, by names and values in turn in place of the usual ones; one that is empty is left out. */
    private static String asked(String... changes) throws GeneralSecurityException {
        var parameters = new LinkedHashMap<>(Map.of(
                "response_type", "code",
                "client_id", "dev",
                "redirect_uri", BACK,
                "scope", "openid orders:read orders:write",
                "state", "st&te",
                "nonce", "once",
                "code_challenge_method", "S256"));
        parameters.put(
                "code_challenge",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256")
                                .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII))));
        for (int i = 0; i < changes.length; i += 2) {
            parameters.put(changes[i], changes[i + 1]);
        }
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private HttpResponse<String> page(String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(authorize(query)));
    }

    private URI authorize(String query) throws IOException, InterruptedException {
        return URI.create(metadata().get("authorization_endpoint").asText() + "?" + query);
    }

    private HttpResponse<String> press(String query, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(authorize(query)).POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static Map<String, String> answer(HttpResponse<String> redirect) {
        assertThat(redirect.statusCode()).as(redirect.body()).isEqualTo(303);
        String location = redirect.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith(BACK + "&");
        return Arrays.stream(URI.create(location).getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private String code(String query) throws IOException, InterruptedException {
        return Objects.requireNonNull(
                answer(press(query, "name=Ana&may+orders%3Aread=on")).get("code"));
    }

    private HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
        return ask("dev", "s:e+c", "grant_type=authorization_code&code=" + code + PROOF + encoded(BACK));
    }

    @Test
    void aPersonSaysWhoTheyAreAndWhatTheClientMayDo() throws Exception {
        var page = page(asked("state", "\"><script>"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("value=\"dev\"", "name=\"may orders:read\" value=\"on\" checked", "orders:write")
                .doesNotContain("<script", "may openid");

        var answer = answer(press(asked(), "name=Ana&may+orders%3Aread=on"));
        assertThat(answer)
                .containsEntry("state", "st&te")
                .containsEntry("iss", issuer.issuer().toString());
        var tokens = redeem(Objects.requireNonNull(answer.get("code")));

        assertThat(isGood(JSON.readTree(tokens.body()).get("access_token").asText()))
                .isTrue();
        var access = token(tokens);
        assertThat(access.get("sub").asText()).isEqualTo("Ana");
        assertThat(access.get("client_id").asText()).isEqualTo("dev");
        assertThat(access.get("aud").asText()).isEqualTo("entrega");
        assertThat(access.get("scope").asText()).isEqualTo("openid orders:read");
        String identity = JSON.readTree(tokens.body()).get("id_token").asText();
        assertThat(isGood(identity)).isTrue();
        assertThat(part(identity, 0).get("typ").asText()).isEqualTo("JWT");
        var claims = part(identity, 1);
        assertThat(claims.get("sub").asText()).isEqualTo("Ana");
        assertThat(claims.get("aud").asText()).isEqualTo("dev");
        assertThat(claims.get("nonce").asText()).isEqualTo("once");
        assertThat(claims.has("scope")).isFalse();
    }

    @Test
    void aCodeIsGoodOnceAndForItsClientItsAddressAndItsVerifierAlone() throws Exception {
        issuer.register("other", "o");
        String to = "grant_type=authorization_code&code=";
        String back = PROOF + encoded(BACK);
        String used = code(asked());
        assertThat(redeem(used).statusCode()).isEqualTo(200);

        assertRefused("invalid_grant", redeem(used));
        assertRefused("invalid_grant", redeem("invented"));
        assertRefused("invalid_grant", ask("other", "o", to + code(asked()) + back));
        assertRefused("invalid_grant", ask("dev", "s:e+c", to + code(asked()) + back + "2"));
        assertRefused(
                "invalid_grant", ask("dev", "s:e+c", to + code(asked()) + back.replace("the-verifier", "a-verifier")));
        assertRefused("invalid_grant", ask("dev", "s:e+c", to + code(asked()) + "&redirect_uri=" + encoded(BACK)));
    }

    private static void assertRefused(String error, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"" + error + "\"");
    }

    @Test
    void aCodeIsGoodForAMinute() {
        var now = new AtomicReference<>(Instant.EPOCH);
        var codes = new Codes(now::get);
        var asked = new Authorization("dev", URI.create(BACK), "", Set.of(), "", "", "");
        String code = codes.give(asked, "Ana", "");
        now.set(Instant.EPOCH.plus(Codes.LIFE));

        assertThatThrownBy(() -> codes.take("dev", Form.parse("code=" + code))).hasMessageContaining("not any more");
    }

    /** Else it would lead people, and codes, to wherever somebody likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/callback",
                "http://localhost.example.org/",
                "http://localhost@example.org/",
                "http://me@localhost/",
                "http://localhost/#part",
                "//localhost/",
                "javascript:alert(1)",
                "%"
            })
    void nobodyIsLedElsewhere(String redirect) throws Exception {
        for (var answer : List.of(
                page(asked("redirect_uri", redirect)),
                press(asked("redirect_uri", redirect), "name=Ana"),
                page(asked("client_id", "nobody")),
                send(HttpRequest.newBuilder(
                        URI.create(issuer.issuer() + "/logout?post_logout_redirect_uri=" + encoded(redirect)))))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.body()).contains("Nobody was logged in.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "response_type, token, unsupported_response_type",
        "code_challenge, '', invalid_request",
        "code_challenge, short, invalid_request",
        "code_challenge_method, plain, invalid_request",
        "client_id, reader, invalid_scope"
    })
    void whatIsWrongIsToldToTheClient(String parameter, String value, String error) throws Exception {
        issuer.register("reader", "s", "orders:read");

        assertThat(answer(page(asked(parameter, value))))
                .containsEntry("error", error)
                .containsEntry("state", "st&te")
                .doesNotContainKey("code");
        assertThat(answer(press(asked(parameter, value), "name=Ana"))).containsEntry("error", error);
    }

    @Test
    void aPersonMayRefuse() throws Exception {
        assertThat(answer(press(asked(), "name=Ana&refuse=refuse"))).containsEntry("error", "access_denied");
        assertThat(press(asked(), "name=+").body())
                .as("who says no name is asked again")
                .contains("Who are you?");
    }

    @Test
    void whoLogsOutIsLedBack() throws Exception {
        var answer = send(HttpRequest.newBuilder(URI.create(
                metadata().get("end_session_endpoint").asText() + "?post_logout_redirect_uri=" + encoded(BACK))));

        assertThat(answer.headers().firstValue("Location")).hasValue(BACK);
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
