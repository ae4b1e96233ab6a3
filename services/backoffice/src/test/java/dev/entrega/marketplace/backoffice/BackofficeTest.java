package dev.entrega.marketplace.backoffice;

import static dev.entrega.marketplace.backoffice.BackofficeServer.hidden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.marketplace.backoffice.OrdersStub.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackofficeTest {
    private static final String KEY = "a-key-that-two-processes-share-and-we-know";
    private static final Pattern UPDATES = Pattern.compile("hx-get=\"([^\"]+)\"");

    private static OrdersStub orders;
    private static BackofficeServer backoffice;

    @BeforeAll
    static void start() throws IOException {
        orders = new OrdersStub();
        backoffice = new BackofficeServer(orders.url(), Map.of("backoffice.key", KEY));
    }

    @AfterAll
    static void stop() {
        backoffice.close();
        orders.close();
    }

    @BeforeEach
    void clear() {
        orders.clear();
    }

    private static Map<String, String> order(HttpResponse<String> page) {
        var fields = new HashMap<>(hidden(page));
        fields.putAll(Map.of("name", "Ana", "email", "ana@example.org", "address", "", "sku-0", "SKU-001"));
        fields.put("quantity-0", "2");
        return fields;
    }

    private static Map<String, String> cancellation(HttpResponse<String> page) {
        var fields = new HashMap<>(hidden(page));
        fields.put("reason", "The buyer has asked for it.");
        return fields;
    }

    /** Where a page asks for news. */
    private static String updates(HttpResponse<String> page) {
        var address = UPDATES.matcher(page.body());
        assertThat(address.find()).as(page.body()).isTrue();
        return address.group(1).replace("&amp;", "&");
    }

    @Test
    void theListShowsOrdersByStateAndInPages() {
        for (int i = 1; i <= 21; i++) {
            orders.placed("Buyer " + i);
        }
        String shipped = orders.placed("Beatriz");
        orders.move(shipped, "shipped");

        var first = backoffice.get("/orders");
        var older = backoffice.get("/orders?cursor=" + "01890000-0000-7000-8000-000000000003");
        var inState = backoffice.get("/orders?state=shipped");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body())
                .contains("Beatriz", "Buyer 21", "Buyer 3", "8.50 EUR")
                .doesNotContain("Buyer 2<");
        assertThat(first.body()).contains("href=\"/orders?cursor=01890000-0000-7000-8000-000000000003\"");
        assertThat(older.body()).contains("Buyer 2<", "Buyer 1<", "Newest").doesNotContain("Buyer 3<", ">Older<");
        assertThat(inState.body()).contains("Beatriz").doesNotContain("Buyer 21");
    }

    @Test
    void anOrderIsShownWithItsStatesAndEvents() {
        String id = orders.placed("Ana");
        orders.move(id, "confirmed");
        orders.move(id, "shipped");

        var page = backoffice.get("/orders/" + id);

        assertThat(page.body())
                .containsSubsequence("order.placed.v1", "order.confirmed.v1", "order.shipped.v1")
                .contains("Ana", "SKU-001", "4.25 EUR", "8.50 EUR", id)
                .doesNotContain("Cancel order");
    }

    @Test
    void whatBuyersWriteIsEscaped() {
        String id = orders.placed("<script>alert(1)</script>\" onload=\"x");

        for (String page : new String[] {"/orders", "/orders/" + id}) {
            assertThat(backoffice.get(page).body())
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>alert");
        }
        var fields = order(backoffice.get("/orders/new"));
        fields.putAll(Map.of("name", "\"><script>alert(1)</script>", "email", "none"));
        assertThat(backoffice.post("/orders", fields).body())
                .contains("value=\"&#34;>&lt;script>")
                .doesNotContain("\"><script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders/new", "/orders/nothing", "/nowhere", "/assets/page.css"})
    void noPageMayRunOrLoadAnythingButItsOwnFiles(String path) {
        var answer = backoffice.get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(answer.body())
                .doesNotContain(" style=", "<style", "javascript:")
                .doesNotContainPattern("<script>|\\son\\w+=");
    }

    @Test
    void anOrderIsPlacedAndThenShown() {
        var fields = order(backoffice.get("/orders/new"));
        fields.putAll(Map.of("address", "Rua 1", "sku-2", "SKU-002", "quantity-2", "1"));

        var answer = backoffice.post("/orders", fields);

        assertThat(answer.statusCode()).isEqualTo(303);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(backoffice.get(location).body()).contains("Rua 1", "SKU-002", "12.75 EUR");
        assertThat(orders.received())
                .singleElement()
                .hasToString(
                        "{\"buyer\":{\"name\":\"Ana\",\"email\":\"ana@example.org\","
                                + "\"address\":\"Rua 1\"},\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":2},{\"sku\":\"SKU-002\",\"quantity\":1}]}");
    }

    @Test
    void aFormThatIsSentTwicePlacesOneOrder() {
        var fields = order(backoffice.get("/orders/new"));

        var first = backoffice.post("/orders", fields);
        var second = backoffice.post("/orders", fields);

        assertThat(second.statusCode()).isEqualTo(303);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(orders.size()).isEqualTo(1);
    }

    @Test
    void theSecondClickOfADoubleClickWaitsForTheFirst() {
        orders.isBusy(1);

        assertThat(backoffice
                        .post("/orders", order(backoffice.get("/orders/new")))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void anOrderWhoseAnswerIsLostIsPlacedOnceWhenItIsSentAgain() {
        var fields = order(backoffice.get("/orders/new"));
        orders.become(Fault.LOST);
        var lost = backoffice.post("/orders", fields);
        orders.become(Fault.NONE);
        var again = new HashMap<>(order(lost));

        // The repeat that the client makes by itself may have found out; if not, the person's own does.
        assertThat(lost.statusCode()).isIn(303, 503);
        if (lost.statusCode() == 503) {
            assertThat(lost.body()).contains("it is placed once");
            assertThat(backoffice.post("/orders", again).statusCode()).isEqualTo(303);
        }
        assertThat(orders.size()).isEqualTo(1);
    }

    @Test
    void whileOrdersAreAwayNothingOfAFormIsLost() {
        var fields = order(backoffice.get("/orders/new"));
        orders.become(Fault.AWAY);
        var answer = backoffice.post("/orders", fields);
        orders.become(Fault.NONE);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("may be placed or not", "value=\"SKU-001\"", "value=\"Ana\"");
        assertThat(hidden(answer)).containsEntry("key", fields.get("key"));
    }

    /** Why is nothing that who reads the page could mend. And nothing was done, so nothing is said to be unclear. */
    @Test
    void thatATokenIsNotTakenIsSaidWithoutWhy() {
        var fields = order(backoffice.get("/orders/new"));
        orders.become(Fault.CLOSED);
        var page = backoffice.get("/orders");
        var answer = backoffice.post("/orders", fields);

        for (var said : List.of(page, answer)) {
            assertThat(said.statusCode()).isEqualTo(403);
            assertThat(said.body())
                    .contains("does not take the token of your login")
                    .doesNotContain("audience", "may be placed");
        }
        assertThat(hidden(answer)).containsEntry("key", fields.get("key"));
    }

    @Test
    void aFormThatHasPlacedAnOrderAsksBeforeItPlacesAnother() {
        var fields = order(backoffice.get("/orders/new"));
        backoffice.post("/orders", fields);
        fields.put("quantity-0", "3");
        var refused = backoffice.post("/orders", fields);
        fields.putAll(hidden(refused));
        var placed = backoffice.post("/orders", fields);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("has been placed from this page before");
        assertThat(placed.statusCode()).isEqualTo(303);
    }

    @Test
    void whatIsWrongIsSaidBesideTheField() {
        var fields = order(backoffice.get("/orders/new"));
        // An empty line before it must not move what is said to another field.
        fields.putAll(Map.of("sku-0", "", "quantity-0", "", "sku-1", "SKU-999", "quantity-1", "2"));
        var unknown = backoffice.post("/orders", fields);
        fields.putAll(Map.of("sku-1", "SKU-001", "quantity-1", "two"));
        var word = backoffice.post("/orders", fields);
        fields.putAll(Map.of("quantity-1", "2", "email", "nobody"));
        var mail = backoffice.post("/orders", fields);
        fields.putAll(Map.of("sku-1", "", "quantity-1", ""));
        var nothing = backoffice.post("/orders", fields);

        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body())
                .containsSubsequence(
                        "id=\"sku-0\"", "value=\"SKU-999\"", "aria-invalid=\"true\"", "aria-describedby=\"sku-0-flaw\"")
                .contains("<p class=\"flaw\" id=\"sku-0-flaw\">is no product of ours</p>");
        assertThat(word.statusCode()).isEqualTo(400);
        assertThat(word.body()).contains("id=\"quantity-0-flaw\">must be a whole number", "value=\"two\"");
        assertThat(mail.body()).contains("id=\"email-flaw\">must be an e-mail address</p>", "value=\"nobody\"");
        assertThat(nothing.body()).contains("id=\"sku-0-flaw\">is missing: an order has at least one product</p>");
        assertThat(orders.size()).isZero();
    }

    @Test
    void aFormCanHaveMoreLines() {
        var fields = order(backoffice.get("/orders/new"));
        fields.put("more", "more");
        var page = backoffice.post("/orders", fields);

        assertThat(page.body()).contains("value=\"SKU-001\"", "id=\"sku-3\"").doesNotContain("id=\"sku-4\"");
        assertThat(hidden(page)).containsEntry("key", fields.get("key"));
        assertThat(orders.received()).isEmpty();
    }

    @Test
    void anOrderIsCancelledAsItWasSeen() {
        String id = orders.placed("Ana");
        var page = backoffice.get("/orders/" + id);

        var first = backoffice.post("/orders/" + id + "/cancellation", cancellation(page));
        var again = backoffice.post("/orders/" + id + "/cancellation", cancellation(page));

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(first.headers().firstValue("Location")).hasValue("/orders/" + id);
        assertThat(again.statusCode()).isEqualTo(303);
        assertThat(orders.state(id)).isEqualTo("cancelled");
    }

    @Test
    void anOrderThatHasChangedIsNotCancelledButShown() {
        String id = orders.placed("Ana");
        var page = backoffice.get("/orders/" + id);
        orders.move(id, "confirmed");

        var changed = backoffice.post("/orders/" + id + "/cancellation", cancellation(page));

        assertThat(changed.statusCode()).isEqualTo(412);
        assertThat(changed.body())
                .contains(
                        "has changed since",
                        "it is confirmed now",
                        "order.confirmed.v1",
                        "The buyer has asked for it.");
        assertThat(orders.state(id)).isEqualTo("confirmed");
        assertThat(backoffice
                        .post("/orders/" + id + "/cancellation", cancellation(changed))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void anOrderThatCannotBeCancelledAnyMoreSaysWhy() {
        String id = orders.placed("Ana");
        var fields = cancellation(backoffice.get("/orders/" + id));
        orders.move(id, "shipped");
        fields.put("version", "2");

        var answer = backoffice.post("/orders/" + id + "/cancellation", fields);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("is shipped and can't be cancelled any more")
                .doesNotContain("Cancel order");
    }

    @Test
    void aPageThatShowsAllAsksForNoMore() {
        String id = orders.placed("Ana");
        var list = updates(backoffice.get("/orders?state=placed"));
        var detail = updates(backoffice.get("/orders/" + id));

        assertThat(backoffice.get(list).body()).contains("id=\"freshness\"").doesNotContain("hx-swap-oob");
        assertThat(backoffice.get(detail).body()).contains("id=\"freshness\"").doesNotContain("hx-swap-oob");

        orders.placed("Beatriz");
        orders.move(id, "confirmed");

        var listed = backoffice.get(list).body();
        assertThat(listed).contains("hx-swap-oob", "Beatriz").doesNotContain(id);
        assertThat(backoffice.get(detail).body()).contains("hx-swap-oob", "order.confirmed.v1");
        assertThat(list).contains("state=placed");
    }

    @Test
    void aPageSaysOnceThatItMayBeOutOfDateAndSinceWhen() {
        String id = orders.placed("Ana");
        var list = updates(backoffice.get("/orders"));
        var detail = updates(backoffice.get("/orders/" + id));
        orders.become(Fault.AWAY);

        for (String updates : new String[] {list, detail}) {
            var stale = backoffice.get(updates);
            assertThat(stale.statusCode()).isEqualTo(200);
            assertThat(stale.body())
                    .containsPattern("does not answer; showing what was seen at <time [^>]*>\\d\\d:\\d\\d:\\d\\d UTC");
            assertThat(backoffice.get(updates(stale)).statusCode()).isEqualTo(204);
        }

        orders.become(Fault.NONE);
        assertThat(backoffice.get(list).body()).contains("as of").doesNotContain("does not answer");
    }

    @Test
    void whatCannotBeShownIsAPageThatSaysSo() {
        orders.placed("Ana");
        var unknown = backoffice.get("/orders/01890000-0000-7000-8000-00000000ffff");
        var noId = backoffice.get("/orders/..%2Fproducts");
        var state = backoffice.get("/orders?state=lost");
        orders.become(Fault.AWAY);
        var away = backoffice.get("/orders");

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("<h1>Not Found</h1>", "There is no such order.");
        assertThat(noId.statusCode()).isEqualTo(404);
        assertThat(backoffice.get("/nowhere").body()).contains("<h1>Not Found</h1>");
        assertThat(state.statusCode()).isEqualTo(400);
        assertThat(state.body()).contains("must be one of placed");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body())
                .contains("orders-api does not answer", "http-equiv=\"refresh\"")
                .doesNotContain("xception");
        assertThat(away.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
    }

    @Test
    void aFormThatNoPageOfOursHasShownIsRefused() {
        var fields = order(backoffice.get("/orders/new"));
        String id = orders.placed("Ana");

        assertThat(backoffice
                        .send(backoffice.form("/orders", fields).header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(backoffice
                        .send(backoffice.form("/orders", fields).header("Sec-Fetch-Site", "same-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(backoffice
                        .send(backoffice.form("/orders", fields).header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        fields.put("token", "00".repeat(32));
        var forged = backoffice.post("/orders", fields);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(forged.body()).contains("This form did not pass");
        fields.remove("token");
        assertThat(backoffice.post("/orders", fields).statusCode()).isEqualTo(403);
        assertThat(backoffice.post("/orders/" + id + "/cancellation", fields).statusCode())
                .isEqualTo(403);

        assertThat(orders.received()).isEmpty();
    }

    @Test
    void aTokenPassesInAnotherProcessWithTheSameKeyAlone() {
        try (var same = new BackofficeServer(orders.url(), Map.of("backoffice.key", KEY));
                var other = new BackofficeServer(orders.url(), Map.of())) {
            String cookie = "backoffice-forms=" + "0a".repeat(16);
            var fields = order(backoffice.sendWith(cookie, backoffice.page("/orders/new")));

            assertThat(same.sendWith(cookie, same.form("/orders", fields)).statusCode())
                    .isEqualTo(303);
            assertThat(other.sendWith(cookie, other.form("/orders", fields)).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void itsCookieIsForNoScriptAndNoOtherSite() {
        try (var fresh = new BackofficeServer(orders.url(), Map.of())) {
            assertThat(fresh.get("/orders/new")
                            .headers()
                            .firstValue("Set-Cookie")
                            .orElse(""))
                    .containsIgnoringCase("HttpOnly")
                    .contains("SameSite=Lax", "Path=/");
            assertThat(fresh.get("/orders/new").headers().firstValue("Set-Cookie"))
                    .isEmpty();
        }
    }

    @Test
    void aKeyThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> new BackofficeServer(orders.url(), Map.of("backoffice.key", "short")))
                .hasStackTraceContaining("BACKOFFICE_KEY");
    }

    @Test
    void itIsReadyWithoutAnybodyElse() {
        orders.become(Fault.AWAY);

        assertThat(backoffice.get("/health/readiness").statusCode()).isEqualTo(200);
        assertThat(backoffice.get("/health/readiness").headers().firstValue("Content-Type"))
                .hasValue("application/json");
    }
}
