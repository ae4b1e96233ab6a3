package dev.entrega.marketplace.backoffice;

import static dev.entrega.marketplace.backoffice.BackofficeServer.encoded;
import static dev.entrega.marketplace.backoffice.BackofficeServer.hidden;
import static dev.entrega.marketplace.backoffice.BackofficeServer.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.local.LocalIssuer;
import dev.entrega.marketplace.backoffice.OrdersStub.Fault;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see the pages: people who have logged in at the issuer, each as who they are there. */
class LoginTest {
    private static final String KEY = "a-key-that-two-processes-share-and-we-know";
    private static final String SESSION = "backoffice-session";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static OrdersStub orders;
    private static LocalIssuer issuer;
    private static BackofficeServer backoffice;

    @BeforeAll
    static void start() throws IOException {
        orders = new OrdersStub();
        issuer = LocalIssuer.start(0).register(BackofficeServer.CLIENT, BackofficeServer.SECRET);
        backoffice = new BackofficeServer(orders.url(), issuer, Map.of("backoffice.key", KEY, "test.clock", true));
    }

    @AfterAll
    static void stop() {
        backoffice.close();
        issuer.close();
        orders.close();
    }

    @BeforeEach
    void clear() {
        orders.clear();
        backoffice.forgetCookies();
        backoffice.bean(MovableClock.class).goAhead(Duration.ZERO);
    }

    private static void assertLedToLogin(HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(location(answer).getPath()).isEqualTo("/login");
    }

    private static JsonNode sent() throws IOException {
        String token = orders.authorization().replaceFirst("^Bearer ", "");
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static Map<String, String> order(HttpResponse<String> page) {
        var fields = new HashMap<>(hidden(page));
        fields.putAll(Map.of("name", "Rui & Co", "email", "rui@example.org", "sku-0", "SKU-001", "quantity-0", "2"));
        return fields;
    }

    private static URI with(URI address, String parameter, String value) {
        String changed = address.toString().replaceFirst("([?&]" + parameter + "=)[^&]*", "$1" + encoded(value));
        assertThat(changed).isNotEqualTo(address.toString());
        return URI.create(changed);
    }

    @Test
    void whoIsNotLoggedInLogsInAndSeesWhatTheyWanted() throws IOException {
        orders.placed("Beatriz");

        var departure = backoffice.departure("/orders?state=placed");
        assertThat(departure.toString()).startsWith(issuer.issuer() + "/authorize?");
        assertThat(departure.getRawQuery())
                .contains("response_type=code", "client_id=backoffice", "code_challenge_method=S256")
                .contains("redirect_uri="
                        + encoded(backoffice.uri("/login/callback").toString()))
                .containsPattern("scope=openid(\\+|%20)orders:?(%3A)?read(\\+|%20)orders(:|%3A)write")
                .containsPattern("state=[\\w-]{43}&")
                .containsPattern("nonce=[\\w-]{43}&")
                .containsPattern("code_challenge=[\\w-]{43}&");
        var arrived = backoffice.get(backoffice.arrival(departure, "Ana"));

        assertThat(arrived.statusCode()).isEqualTo(303);
        assertThat(location(arrived)).isEqualTo(backoffice.uri("/orders?state=placed"));
        assertThat(arrived.headers().firstValue("Cache-Control")).hasValue("no-store");
        var page = backoffice.get(location(arrived));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Beatriz", ">Ana</span>", "Log out").doesNotContain(sentToken());
        assertThat(sent().get("sub").asText()).isEqualTo("Ana");
        assertThat(sent().get("aud").asText()).isEqualTo("entrega");
        assertThat(sent().get("scope").asText()).isEqualTo("openid orders:read orders:write");
    }

    private static String sentToken() {
        return orders.authorization().substring("Bearer ".length());
    }

    @Test
    void eachRequestIsThePersonsOwn() throws IOException {
        backoffice.logIn("/orders", "Ana");
        String order = location(backoffice.post("/orders", order(backoffice.get("/orders/new"))))
                .getPath();
        backoffice.get("/orders");
        backoffice.get("/orders/updates?seen=x&at=1&stale=false");
        var page = backoffice.get(order);
        backoffice.get(order + "/updates?seen=x&at=1&stale=false");
        var fields = new HashMap<>(hidden(page));
        fields.put("reason", "The buyer has asked for it.");
        assertThat(backoffice.post(order + "/cancellation", fields).statusCode())
                .isEqualTo(303);

        assertThat(orders.authorizations()).containsExactly(orders.authorization());
        assertThat(sent().get("sub").asText()).isEqualTo("Ana");
        backoffice.forgetCookies();
        backoffice.logIn("/orders", "Rui");
        backoffice.get("/orders");
        assertThat(sent().get("sub").asText()).isEqualTo("Rui");
    }

    @Test
    void theSessionIsACookieThatOnlyTheServiceCanRead() {
        var arrived = backoffice.logIn("/orders", "Ana");
        backoffice.get("/orders");

        var cookie = arrived.headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith(SESSION + "="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Path=/", "Max-Age=3600");
        assertThat(new String(Base64.getUrlDecoder().decode(backoffice.cookie(SESSION)), StandardCharsets.ISO_8859_1))
                .doesNotContain(sentToken(), "Ana");
    }

    @Test
    void overHttpsTheCookiesAreOfThisHostAlone() {
        try (var secure = new BackofficeServer(
                orders.url(), issuer, Map.of("backoffice.url", "https://backoffice.example.org/"))) {
            var departed = secure.get("/login");

            assertThat(location(departed).getRawQuery())
                    .contains("redirect_uri=" + encoded("https://backoffice.example.org/login/callback"));
            assertThat(departed.headers().allValues("Set-Cookie"))
                    .singleElement()
                    .satisfies(cookie -> assertThat(cookie)
                            .startsWith("__Host-backoffice-login-")
                            .contains("Secure", "Path=/", "SameSite=Lax", "Max-Age=600")
                            .containsIgnoringCase("HttpOnly")
                            .doesNotContain("Domain"));
        }
    }

    /** No process keeps anything of it. */
    @Test
    void aSessionIsGoodInEachProcessWithTheSameKeyAlone() {
        backoffice.logIn("/orders", "Ana");
        String cookie = SESSION + "=" + backoffice.cookie(SESSION);
        try (var same = new BackofficeServer(orders.url(), issuer, Map.of("backoffice.key", KEY));
                var other = new BackofficeServer(orders.url(), issuer, Map.of("backoffice.key", KEY + "!"));
                var unset = new BackofficeServer(orders.url(), issuer, Map.of())) {
            assertThat(same.sendWith(cookie, same.page("/orders")).statusCode()).isEqualTo(200);
            assertLedToLogin(other.sendWith(cookie, other.page("/orders")));
            assertLedToLogin(unset.sendWith(cookie, unset.page("/orders")));
        }
    }

    @Test
    void aCookieThatWasChangedIsNone() {
        backoffice.departure("/orders");
        var login = Stream.of(backoffice.get("/login"))
                .flatMap(answer -> answer.headers().allValues("Set-Cookie").stream())
                .map(cookie -> cookie.replaceFirst("^[^=]*=([^;]*);.*", "$1"))
                .findFirst()
                .orElseThrow();
        backoffice.logIn("/orders", "Ana");
        String good = backoffice.cookie(SESSION);
        int middle = good.length() / 2;
        String changed =
                good.substring(0, middle) + (good.charAt(middle) == 'A' ? 'B' : 'A') + good.substring(middle + 1);

        assertThat(backoffice
                        .sendWith(SESSION + "=" + good, backoffice.page("/orders"))
                        .statusCode())
                .isEqualTo(200);
        for (String bad : List.of(changed, good.substring(4), "", "AAAA", "%", login)) {
            assertLedToLogin(backoffice.sendWith(SESSION + "=" + bad, backoffice.page("/orders")));
        }
    }

    @Test
    void aSessionEndsWithItsToken() {
        backoffice.logIn("/orders", "Ana");
        String cookie = SESSION + "=" + backoffice.cookie(SESSION);
        var clock = backoffice.bean(MovableClock.class);
        clock.goAhead(Duration.ofMinutes(59));
        assertThat(backoffice.sendWith(cookie, backoffice.page("/orders")).statusCode())
                .isEqualTo(200);

        clock.goAhead(Duration.ofHours(1));
        assertLedToLogin(backoffice.sendWith(cookie, backoffice.page("/orders")));
    }

    @Test
    void onlyTheBrowserThatHasBegunALoginEndsIt() {
        var arrival = backoffice.arrival(backoffice.departure("/orders"), "Eve");

        var elsewhere = backoffice.sendWith("a=b", HttpRequest.newBuilder(arrival));
        var otherState = backoffice.get(with(arrival, "state", "A".repeat(43)));
        var noState = backoffice.get(with(arrival, "state", ""));

        for (var answer : List.of(elsewhere, otherState, noState)) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("This login did not come through");
            assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith(SESSION));
        }
    }

    /** The cookie's name has the beginning of the state alone. */
    @Test
    void aStateThatOnlyBeginsAlikeIsAnother() {
        var arrival = backoffice.arrival(backoffice.departure("/orders"), "Eve");
        String state = arrival.getRawQuery().replaceFirst(".*state=([^&]*).*", "$1");

        assertThat(backoffice
                        .get(with(arrival, "state", state.substring(0, 8) + "A".repeat(35)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aLoginThatTakesTooLongIsNone() {
        var arrival = backoffice.arrival(backoffice.departure("/orders"), "Ana");
        backoffice.bean(MovableClock.class).goAhead(Duration.ofMinutes(10));

        assertThat(backoffice.get(arrival).statusCode()).isEqualTo(400);
    }

    /** The nonce: a token of another login. The challenge: a code of another browser. */
    @ParameterizedTest
    @ValueSource(strings = {"nonce", "code_challenge"})
    void whatWasNotAskedForInThisLoginIsNotTaken(String parameter) {
        var arrival = backoffice.arrival(with(backoffice.departure("/orders"), parameter, "A".repeat(43)), "Eve");

        var answer = backoffice.get(arrival);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("What the issuer says of you can't be taken.");
        assertLedToLogin(backoffice.get("/orders"));
    }

    @Test
    void theAnswerOfAnotherIssuerIsNotTaken() {
        var arrival = backoffice.arrival(backoffice.departure("/orders"), "Eve");

        assertThat(backoffice
                        .get(with(arrival, "iss", "https://issuer.example.org"))
                        .statusCode())
                .isEqualTo(403);
        assertLedToLogin(backoffice.get("/orders"));
    }

    @Test
    void whoRefusesIsNotLoggedIn() {
        var refused = location(backoffice.send(HttpRequest.newBuilder(backoffice.departure("/orders"))
                .POST(BodyPublishers.ofString("refuse=refuse"))));

        var answer = backoffice.get(refused);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("You are not logged in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "\\\\evil.example/",
                "/\t/evil.example/",
                "evil.example",
                "javascript:alert(1)",
                ""
            })
    void aLoginLeadsToNoOtherSite(String back) {
        var departure = location(backoffice.get("/login?back=" + encoded(back)));

        var arrived = backoffice.get(backoffice.arrival(departure, "Ana"));
        assertThat(arrived.headers().firstValue("Location")).hasValue("/");
    }

    @Test
    void twoTabsLogInAtTheSameTime() {
        var first = backoffice.departure("/orders?state=placed");
        var second = backoffice.departure("/orders/new");

        assertThat(location(backoffice.get(backoffice.arrival(second, "Ana"))).getPath())
                .isEqualTo("/orders/new");
        assertThat(location(backoffice.get(backoffice.arrival(first, "Ana"))).getPath())
                .isEqualTo("/orders");
    }

    @Test
    void loginsThatAreGivenUpDoNotPileUp() {
        for (int i = 0; i < 9; i++) {
            backoffice.departure("/orders");
        }

        assertThat(backoffice.cookies().stream().filter(name -> name.startsWith("backoffice-login-")))
                .hasSizeLessThanOrEqualTo(4);
        assertThat(backoffice.logIn("/orders", "Ana").statusCode()).isEqualTo(303);
    }

    /** Browsers would forget it, and lead to the issuer for ever. */
    @Test
    void aTokenThatNoCookieCanHoldIsSaidToBeNone() {
        assertThat(backoffice.logIn("/orders", "A".repeat(1500)).statusCode()).isEqualTo(403);
    }

    @Test
    void aPageThatUpdatesItselfIsLedToLoginAsAWhole() {
        String id = orders.placed("Ana");
        var list = backoffice.send(backoffice
                .page("/orders/updates?state=placed&seen=x&at=1&stale=false")
                .header("HX-Request", "true"));
        var order = backoffice.send(backoffice
                .page("/orders/" + id + "/updates?seen=x&at=1&stale=false")
                .header("HX-Request", "true"));

        assertThat(list.statusCode()).isEqualTo(401);
        assertThat(list.body()).isEmpty();
        assertThat(list.headers().firstValue("HX-Redirect")).hasValue("/login?back=" + encoded("/orders?state=placed"));
        assertThat(order.headers().firstValue("HX-Redirect")).hasValue("/login?back=" + encoded("/orders/" + id));
    }

    @Test
    void whatWasTypedIsKeptForAfterTheLogin() {
        backoffice.logIn("/orders/new", "Ana");
        var fields = order(backoffice.get("/orders/new"));
        backoffice.bean(MovableClock.class).goAhead(Duration.ofHours(1));
        var kept = backoffice.post("/orders", fields);

        assertThat(kept.statusCode()).isEqualTo(401);
        assertThat(kept.body())
                .contains("You are not logged in any more", "value=\"Rui &amp; Co\"", "action=\"/orders\"")
                .contains("href=\"/login?back=%2Flogin%2Fdone\" target=\"_blank\"");
        assertThat(orders.received()).isEmpty();

        backoffice.bean(MovableClock.class).goAhead(Duration.ZERO);
        var asked = location(backoffice.get("/login?back=%2Flogin%2Fdone"));
        assertThat(backoffice
                        .get(location(backoffice.get(backoffice.arrival(asked, "Ana"))))
                        .body())
                .contains("You are logged in", "Close this tab");
        fields.putAll(hidden(kept));
        assertThat(hidden(kept)).containsEntry("key", fields.get("key"));
        assertThat(backoffice.post("/orders", fields).statusCode()).isEqualTo(303);
        assertThat(orders.received()).hasSize(1);
    }

    @Test
    void whoLogsOutIsOutHereAndAtTheIssuer() {
        backoffice.logIn("/orders", "Ana");
        var token = hidden(backoffice.get("/orders"));
        var answer = backoffice.post("/logout", Map.of("token", String.valueOf(token.get("token"))));

        assertThat(answer.statusCode())
                .as("no redirect: a form may lead nowhere else")
                .isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith(SESSION + "=;") && cookie.contains("Max-Age=0"));
        assertLedToLogin(backoffice.get("/orders"));
        String goodbye = issuer.issuer() + "/logout?client_id=backoffice&amp;post_logout_redirect_uri="
                + encoded(backoffice.uri("/logged-out").toString());
        assertThat(answer.body()).contains("content=\"0;url=" + goodbye + "\"", "href=\"" + goodbye + "\"");
        var back = location(backoffice.get(URI.create(goodbye.replace("&amp;", "&"))));
        assertThat(backoffice.get(back).body()).contains("You are logged out", "Log in again");
    }

    @Test
    void nobodyIsLoggedOutByAnotherSite() {
        backoffice.logIn("/orders", "Ana");
        var token =
                Map.of("token", String.valueOf(hidden(backoffice.get("/orders")).get("token")));

        for (var form : List.of(
                backoffice.form("/logout", Map.of()),
                backoffice.form("/logout", Map.of("token", "00".repeat(32))),
                backoffice.form("/logout", token).header("Sec-Fetch-Site", "cross-site"))) {
            var answer = backoffice.send(form);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
        assertThat(backoffice.get("/logout").statusCode()).isEqualTo(405);
        assertThat(backoffice.get("/orders").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutALoginNothingIsReachableButWhatIsOpen() {
        backoffice.logIn("/orders", "Ana");
        String token = String.valueOf(hidden(backoffice.get("/orders")).get("token"));
        String forms = "backoffice-forms=" + backoffice.cookie("backoffice-forms");
        orders.placed("Ana");
        var reachable = new TreeSet<String>();
        backoffice.bean(Router.class).uriRoutes().forEach(route -> {
            String path = route.getUriMatchTemplate().toPathString().replaceAll("\\{[^}]*}", "1");
            var answer = backoffice.sendWith(
                    forms,
                    backoffice
                            .form(path, Map.of("token", token))
                            .method(route.getHttpMethodName(), BodyPublishers.ofString("token=" + token)));
            boolean isLedToLogin =
                    answer.statusCode() == 303 && location(answer).getPath().equals("/login");
            if (answer.statusCode() != 401 && answer.statusCode() != 403 && !isLedToLogin) {
                reachable.add(path);
            }
        });

        assertThat(reachable)
                .containsExactly(
                        "/health",
                        "/health/1",
                        "/logged-out",
                        "/login",
                        "/login/callback",
                        "/logout",
                        "/openapi",
                        "/openapi.json",
                        "/openapi/1",
                        "/prometheus");
        assertThat(backoffice
                        .sendWith(forms, backoffice.page("/assets/page.css"))
                        .statusCode())
                .isEqualTo(200);
    }

    /** Such a one is let in by its token, but has no login that it could be shown anything by. */
    @Test
    void aProgramWithATokenSeesNoPage() {
        orders.placed("Ana");

        assertLedToLogin(backoffice.send(
                backoffice.page("/orders").header("Authorization", "Bearer " + issuer.token("shop", "orders:read"))));
    }

    @Test
    void whatMayNotBeDoneIsSaidAndAsWhom() {
        String id = orders.placed("Beatriz");
        backoffice.logIn("/orders", "Ana");
        var fields = order(backoffice.get("/orders/new"));
        var page = backoffice.get("/orders/" + id);
        orders.become(Fault.READ_ONLY);
        var placed = backoffice.post("/orders", fields);
        var reason = new HashMap<>(hidden(page));
        reason.put("reason", "She has asked for it.");
        var cancelled = backoffice.post("/orders/" + id + "/cancellation", reason);
        orders.become(Fault.FORBIDDEN);
        var list = backoffice.get("/orders");
        var update = backoffice.get("/orders/updates?seen=x&at=1&stale=false");

        assertThat(placed.statusCode()).isEqualTo(403);
        assertThat(placed.body())
                .contains("As Ana you may not place orders.", "needs the scope orders:all", "value=\"Rui &amp; Co\"");
        assertThat(cancelled.statusCode()).isEqualTo(403);
        assertThat(cancelled.body())
                .contains("As Ana you may not cancel orders.", "orders:all", "She has asked for it.");
        assertThat(list.statusCode()).isEqualTo(403);
        assertThat(list.body()).contains("You may not see this", "As Ana you may not see orders.", "orders:all");
        assertThat(update.headers().firstValue("HX-Refresh")).hasValue("true");
    }

    @Test
    void whileTheIssuerIsAwayNobodyLogsInAndWhoIsGoesOn() {
        var leaving = LocalIssuer.start(0).register(BackofficeServer.CLIENT, BackofficeServer.SECRET);
        try (leaving;
                var waiting = new BackofficeServer(orders.url(), leaving, Map.of("backoffice.key", KEY))) {
            waiting.logIn("/orders", "Ana");
            var arrival = waiting.arrival(location(waiting.get("/login")), "Rui");
            String session = SESSION + "=" + waiting.cookie(SESSION);
            leaving.close();

            var login = waiting.get("/login?back=/orders");
            assertThat(login.statusCode()).isEqualTo(503);
            assertThat(login.body())
                    .contains("Nobody can log in just now", leaving.issuer().toString(), "http-equiv=\"refresh\"");
            assertThat(waiting.get(arrival).statusCode()).isEqualTo(503);
            assertThat(waiting.sendWith(session, waiting.page("/orders")).statusCode())
                    .isEqualTo(200);
            var token = hidden(waiting.get("/orders"));
            assertThat(waiting.post("/logout", Map.of("token", String.valueOf(token.get("token"))))
                            .body())
                    .contains("You are logged out")
                    .doesNotContain("http-equiv=\"refresh\"");
        }
    }

    @Test
    void withNoneNobodyLogsIn() {
        try (var open = new BackofficeServer(orders.url(), Map.of("oauth.client-id", "", "backoffice.url", ""))) {
            var page = open.get("/orders");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("Log out");
            assertThat(orders.authorization()).isEqualTo("null");
            assertThat(location(open.get("/login")).getPath()).isEqualTo("/orders");
            assertThat(location(open.get("/login/callback?state=x")).getPath()).isEqualTo("/orders");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "oauth.client-id, '', OAUTH_CLIENT_ID: is missing",
        "oauth.client-secret, '', OAUTH_CLIENT_SECRET: is missing",
        "oauth.issuer, '', OAUTH_ISSUER: is missing",
        "backoffice.url, '', BACKOFFICE_URL: is missing",
        "backoffice.url, http://backoffice.example.org, BACKOFFICE_URL: \"http://backoffice.example.org\" is not https",
        "backoffice.url, https://example.org/backoffice, BACKOFFICE_URL: \"https://example.org/backoffice\" is not https"
    })
    void whatALoginLacksStopsTheStart(String setting, String value, String message) {
        assertThatThrownBy(() -> new BackofficeServer(orders.url(), issuer, Map.of(setting, value)).close())
                .hasStackTraceContaining(message);
    }
}
