package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.entrega.local.FreePort;
import dev.entrega.local.LocalIssuer;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody gets anywhere without a token that allows it, but to what is open. */
class AccessTest {
    private static LocalIssuer issuer;
    private static NotesServer server;

    @BeforeAll
    static void start() {
        issuer = LocalIssuer.start(0);
        server = server(issuer.issuer().toString());
    }

    @AfterAll
    static void stop() {
        server.close();
        issuer.close();
    }

    private static NotesServer server(String issuer) {
        return new NotesServer(Map.of("entrega.service", "vault", "test.vault", true, "oauth.issuer", issuer));
    }

    @Test
    void withoutATokenNothingIsReachableButWhatIsOpen() {
        var reachable = new TreeSet<String>();
        server.bean(Router.class).uriRoutes().forEach(route -> {
            String path = route.getUriMatchTemplate().toPathString().replaceAll("\\{[^}]*}", "1");
            var answer = server.send(server.to(path).method(route.getHttpMethodName(), BodyPublishers.ofString("{}")));
            if (answer.statusCode() != 401 && answer.statusCode() != 403) {
                reachable.add(path);
            }
        });

        assertThat(reachable)
                .containsExactly(
                        "/health",
                        "/health/1",
                        "/openapi",
                        "/openapi.json",
                        "/openapi/1",
                        "/prometheus",
                        "/vault/hours");
    }

    @Test
    void aRefusalSaysWhatTokenIsNeeded() {
        var answer = server.get("/vault");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer scope=\"vault:read\"");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains(
                        "\"code\":\"token-missing\"",
                        "with a token of " + issuer.issuer() + " for entrega with the scope vault:read.");
        assertThat(get("/vault", "").statusCode()).isEqualTo(401);
        assertThat(server.send(server.to("/vault").header("Authorization", "Basic c2hvcDpzaG9w"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenWithTheScopeIsLetInAndOneWithoutIsNot() {
        assertThat(get("/vault", issuer.token("shop", "orders:read", "vault:read"))
                        .body())
                .isEqualTo("gold");

        var refused = get("/vault", issuer.token("shop", "vault:write"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer error=\"insufficient_scope\", scope=\"vault:read\"");
        assertThat(refused.body())
                .contains(
                        "\"code\":\"scope-missing\"",
                        "The token is good, but this request needs one with the scope vault:read.");
    }

    @Test
    void oneOfSeveralScopesIsEnoughAndThatOfTheClassIsNotOneOfThem() {
        assertThat(write("vault:write").statusCode()).isEqualTo(200);
        assertThat(write("vault:admin").statusCode()).isEqualTo(200);
        assertThat(write("vault:read").body()).contains("with the scope vault:write or vault:admin.");
        assertThat(write("vault").statusCode()).isEqualTo(403);
    }

    @Test
    void whoCallsIsWhoTheTokenWasGivenTo() {
        assertThat(get("/vault/caller", issuer.token("shop")).body()).isEqualTo("shop");
        assertThat(get("/vault/caller", issuer.token("till")).body()).isEqualTo("till");
        assertThat(get("/notes", issuer.token("shop")).statusCode()).isEqualTo(200); // Says nothing of tokens.
    }

    @ParameterizedTest
    @CsvSource({"iss, https://example.org, token-issuer", "aud, others, token-audience", "sub, '', token-subject"})
    void aTokenThatIsNotGoodHereIsRefused(String claim, String value, String code) {
        var claims = new HashMap<>(issuer.claims("shop", "vault:read"));
        claims.put(claim, value);

        assertRefused(code, get("/vault", issuer.sign(claims)));
    }

    @Test
    void aTokenThatIsOverOrForgedIsRefused() {
        var over = new HashMap<>(issuer.claims("shop", "vault:read"));
        over.put("exp", Instant.now().getEpochSecond() - 61);
        String good = issuer.token("shop", "vault:read");
        try (var other = LocalIssuer.start(0)) {
            assertRefused("token-expired", get("/vault", issuer.sign(over)));
            assertRefused("token-malformed", get("/vault", "gold"));
            assertRefused("token-key", get("/vault", other.sign(issuer.claims("shop", "vault:read"))));
            assertRefused("token-signature", get("/vault", good.substring(0, good.length() - 8) + "AAAAAAAA"));
        }
    }

    private static void assertRefused(String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Bearer error=\"invalid_token\", error_description=\"The token");
    }

    @Test
    void whatIsOpenDoesNotLookAtTokens() {
        assertThat(get("/health", "expired").statusCode()).isEqualTo(200);
        assertThat(get("/prometheus", "expired").statusCode()).isEqualTo(200);
        assertThat(get("/vault/hours", "expired").body()).isEqualTo("nine to five");
    }

    @Test
    void whatIsClosedIsClosedWhateverTheTokenSays() {
        assertThat(get("/vault/combination", issuer.token("shop", "denyAll()")).body())
                .contains("\"code\":\"closed\"");
        try (var open = new NotesServer(
                Map.of("entrega.service", "vault", "test.vault", true, "endpoints.beans.enabled", true))) {
            assertThat(open.get("/vault/combination").statusCode()).isEqualTo(403);
            assertThat(open.get("/beans").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void whatIsNotThereIsNotThereForAnybody() {
        assertThat(server.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(server.send(server.to("/vault").DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void aKeyIsOneClientsOwn() {
        String note = "{\"text\":\"mine\"}";
        assertThat(note("shop", note).statusCode()).isEqualTo(201);
        assertThat(note("shop", note).statusCode()).isEqualTo(304);
        assertThat(note("till", note).statusCode()).isEqualTo(201);
        assertThat(note("till", "{\"text\":\"another\"}").statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> note(String client, String note) {
        return server.send(server.to("/notes")
                .header("Authorization", "Bearer " + issuer.token(client))
                .header("Idempotency-Key", "the-same")
                .POST(BodyPublishers.ofString(note)));
    }

    @Test
    void theDocumentSaysWhatTokenAnOperationNeeds() throws IOException {
        var document = new ObjectMapper().readTree(server.get("/openapi.json").body());

        var rules = new ObjectMapper().readTree(AccessTest.class.getResourceAsStream("/openapi-3.1.schema.json"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(rules)
                        .validate(document))
                .isEmpty();
        assertThat(document.at("/components/securitySchemes/token/scheme").asText())
                .isEqualTo("bearer");
        assertThat(document.at("/components/securitySchemes/token/description").asText())
                .startsWith("Needs a token of " + issuer.issuer() + " for entrega;");
        assertThat(document.at("/paths/~1vault/get/security")).hasToString("[{\"token\":[\"vault:read\"]}]");
        assertThat(document.at("/paths/~1vault/post/security"))
                .hasToString("[{\"token\":[\"vault:write\"]},{\"token\":[\"vault:admin\"]}]");
        assertThat(document.at("/paths/~1vault~1caller/get/security")).hasToString("[{\"token\":[]}]");
        assertThat(document.at("/paths/~1vault~1hours/get").has("security")).isFalse();
        assertThat(document.at("/paths/~1vault/get/responses").fieldNames())
                .toIterable()
                .containsExactly("200", "401", "403", "503", "default");
        assertThat(document.at("/paths/~1vault~1caller/get/responses").has("403"))
                .isFalse();
    }

    @Test
    void aServiceStartsWhileItsIssuerIsDownAndThenKnowsNobody() {
        String issuer = "http://localhost:" + FreePort.find();
        var claims = new HashMap<>(AccessTest.issuer.claims("shop", "vault:read"));
        claims.put("iss", issuer);
        try (var waiting = server(issuer)) {
            var answer = get(waiting, "/vault", AccessTest.issuer.sign(claims));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(answer.body()).contains("\"code\":\"token-keys-unavailable\"");
            assertThat(waiting.get("/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void tokensThatAreKnownStayGoodWhenTheIssuerGoesAway() {
        var leaving = LocalIssuer.start(0);
        try (leaving;
                var going = server(leaving.issuer().toString())) {
            String seen = leaving.token("shop", "vault:read");
            String unseen = leaving.token("till", "vault:read");
            assertThat(get(going, "/vault", seen).statusCode()).isEqualTo(200);
            leaving.close();

            assertThat(get(going, "/vault", seen).statusCode()).isEqualTo(200);
            assertThat(get(going, "/vault", unseen).statusCode()).isEqualTo(200);
        }
    }

    /** With one thread for all connections, which must not wait for the issuer. */
    @Test
    void anIssuerThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var http = HttpClient.newHttpClient();
                var waiting = new NotesServer(Map.of(
                        "entrega.service",
                        "vault",
                        "test.vault",
                        true,
                        "oauth.issuer",
                        "http://localhost:" + silent.getLocalPort(),
                        "micronaut.netty.event-loops.default.num-threads",
                        1))) {
            var claims = new HashMap<>(issuer.claims("shop", "vault:read"));
            claims.put("iss", "http://localhost:" + silent.getLocalPort());
            var refused = http.sendAsync(
                    waiting.to("/vault")
                            .header("Authorization", "Bearer " + issuer.sign(claims))
                            .build(),
                    BodyHandlers.ofString());
            silent.accept();

            assertThat(waiting.get("/vault/hours").statusCode()).isEqualTo(200);
            assertThat(refused).isNotDone();
            assertThat(refused.join().statusCode()).isEqualTo(503);
        }
    }

    @Test
    void aClientThatAsksTooOftenIsToldToWaitAndOthersGoOn() {
        try (var slow = slow()) {
            String token = issuer.token("shop", "vault:read");
            assertThat(get(slow, "/vault", token).statusCode()).isEqualTo(200);

            HttpResponse<String> refused;
            do { // If a second has passed, it may.
                refused = get(slow, "/vault", token);
            } while (refused.statusCode() == 200);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(refused.body()).contains("\"code\":\"rate-exceeded\"");
            assertThat(get(slow, "/vault", issuer.token("till", "vault:read")).statusCode())
                    .isEqualTo(200);
            assertThat(slow.get("/vault/hours").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatIsRefusedForItsScopeCountsForTheRateToo() {
        try (var slow = slow()) {
            String token = issuer.token("shop", "other:read");

            int refused = IntStream.range(0, 100)
                    .map(time -> get(slow, "/vault", token).statusCode())
                    .filter(status -> status != 403)
                    .findFirst()
                    .orElse(403);

            assertThat(refused).isEqualTo(429);
        }
    }

    /** A client may ask it once a second. */
    private static NotesServer slow() {
        return new NotesServer(Map.of(
                "entrega.service",
                "vault",
                "test.vault",
                true,
                "oauth.issuer",
                issuer.issuer().toString(),
                "entrega.http.client-rate-per-second",
                1));
    }

    @Test
    void whatMicronautsOwnRulesRejectIsRefused() {
        try (var elsewhere = new NotesServer(Map.of(
                "entrega.service",
                "vault",
                "test.vault",
                true,
                "oauth.issuer",
                "none",
                "micronaut.security.ip-patterns",
                "10[.]0[.]0[.]1"))) {
            assertThat(elsewhere.get("/vault").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void withNoneNoTokensAreAskedFor() throws IOException {
        try (var open = server("none")) {
            assertThat(open.get("/vault").body()).isEqualTo("gold");
            assertThat(new ObjectMapper()
                            .readTree(open.get("/openapi.json").body())
                            .toString())
                    .doesNotContain("securitySchemes", "\"security\"");
        }
    }

    @Test
    void whoSaysNothingOfAnIssuerDoesNotStart() {
        assertThatThrownBy(() -> server("").close())
                .hasMessageMatching(
                        "OAUTH_ISSUER: is missing, and (GET|POST) /\\S+ asks who calls; set it to the URL of the"
                                + " OAuth 2 issuer whose tokens are good here, or to none if whoever can reach the service may use it");
    }

    private static HttpResponse<String> write(String... scopes) {
        return server.send(server.to("/vault")
                .header("Authorization", "Bearer " + issuer.token("shop", scopes))
                .POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> get(String path, String token) {
        return get(server, path, token);
    }

    private static HttpResponse<String> get(NotesServer from, String path, String token) {
        return from.send(from.to(path).header("Authorization", "Bearer " + token));
    }
}
