package dev.entrega.marketplace.order;

import static dev.entrega.marketplace.order.OrdersServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersApiTest {
    private static final String BUYER = "\"buyer\":{\"name\":\"Ana\",\"email\":\"ana@example.org\"}";
    private static final String PAYOUT = "{\"amount\":{\"amount\":850,\"currency\":\"EUR\"}}";

    private static OrdersServer server;

    @BeforeAll
    static void start() {
        server = new OrdersServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPlacedOrderIsAnsweredWithItsPricesAndItsPlace() {
        var answer = server.post("/orders", """
                {"buyer":{"name":"Ana","email":"ana@example.org","address":"Rua 1"},
                 "lines":[{"sku":"SKU-001","quantity":2},{"sku":"SCARCE-1","quantity":1}]}""");
        JsonNode order = json(answer);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/orders/" + order.path("id").asText());
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(order.path("state").asText()).isEqualTo("placed");
        assertThat(order.path("version").asInt()).isEqualTo(1);
        assertThat(order.path("buyer").path("address").asText()).isEqualTo("Rua 1");
        assertThat(order.at("/lines/0/unitPrice")).hasToString("{\"amount\":425,\"currency\":\"EUR\"}");
        assertThat(order.path("total")).hasToString("{\"amount\":10750,\"currency\":\"EUR\"}");
        assertThat(order.path("placedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void anOrderItsEventAndItsKeyAreCommittedTogether() {
        String id = server.placed();

        // xmin is the transaction that wrote a row; the relay may have marked the event since, so its first is asked
        // for.
        String order = server.sql("SELECT xmin FROM orders WHERE id = '" + id + "'");
        assertThat(server.sql("SELECT xmin FROM order_line WHERE order_id = '" + id + "'"))
                .isEqualTo(order);
        assertThat(server.sql("SELECT xmin FROM entrega.idempotency_key WHERE location = '/orders/" + id + "'"))
                .isEqualTo(order);
        assertThat(server.sql("SELECT count(*) FROM entrega.outbox WHERE type LIKE 'order.placed.v_' AND subject = '"
                        + id + "'"))
                .isEqualTo("2");
        assertThat(server.sql("SELECT string_agg(type, ',' ORDER BY position) FROM entrega.outbox WHERE subject = '"
                        + id + "' GROUP BY event_id"))
                .as("both versions under one id, the newest first")
                .isEqualTo("order.placed.v2,order.placed.v1");
    }

    @Test
    void itsEventSaysWhatTheContractAsksFor() {
        String id = server.placed();

        assertThat(server.sql("SELECT body::jsonb -> 'data' FROM entrega.outbox WHERE type = 'order.placed.v2' AND"
                        + " subject = '" + id + "'"))
                .isEqualTo("{\"buyer\": {\"name\": \"Ana\", \"email\": \"ana@example.org\"}, \"lines\": [{\"sku\":"
                        + " \"SKU-001\", \"quantity\": 2, \"unitPrice\": {\"amount\": 425, \"currency\": \"EUR\"}}],"
                        + " \"total\": {\"amount\": 850, \"currency\": \"EUR\"}, \"channel\": \"shop\"}");
        await().until(() -> server.sql(
                        "SELECT bool_and(published_at IS NOT NULL) FROM entrega.outbox WHERE subject = '" + id + "'")
                .equals("t"));
    }

    @Test
    void itsEventsBelongToTheTraceAndTheCorrelationOfTheRequest() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String body = "{" + BUYER + ",\"lines\":[{\"sku\":\"SKU-002\",\"quantity\":1}]}";

        var answer = server.send(server.to("/orders")
                .header("Idempotency-Key", "traced")
                .header("traceparent", trace)
                .header("X-Correlation-Id", "basket-7")
                .POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(server.sql("SELECT string_agg(DISTINCT concat_ws(' ', body::jsonb ->> 'traceparent',"
                        + " body::jsonb ->> 'correlationid'), ',') FROM entrega.outbox WHERE '/orders/' || subject = '"
                        + answer.headers().firstValue("Location").orElseThrow() + "'"))
                .isEqualTo(trace + " basket-7");
    }

    @Test
    void aRepeatedOrderIsNotModified() {
        String body = "{" + BUYER + ",\"lines\":[{\"sku\":\"SKU-002\",\"quantity\":1}]}";
        var first = server.post("/orders", "the-same", body);
        var again = server.post("/orders", "the-same", body);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1}]}                            | 422 | /buyer",
                "{BUYER}                                                                       | 422 | /lines",
                "{BUYER,\"lines\":[]}                                                          | 422 | /lines",
                "{BUYER,\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":0}]}                      | 422 | /lines/0/quantity",
                "{BUYER,\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1001}]}                   | 422 | /lines/0/quantity",
                "{BUYER,\"lines\":[{\"sku\":\"SKU-001\"}]}                                     | 422 | /lines/0/quantity",
                "{BUYER,\"lines\":[{\"sku\":\"sku\",\"quantity\":1}]}                          | 422 | /lines/0/sku",
                "{BUYER,\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1},{\"sku\":\"NO-1\",\"quantity\":1}]} | 422 | /lines/1/sku",
                "{\"buyer\":{\"name\":\"A\",\"email\":\"a\"},\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1}]} | 422 | /buyer/email",
                "{BUYER,\"lines\":[null]}                                                      | 422 | /lines/0",
                "{BUYER,\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1.5}]}                    | 400 | /lines/0/quantity",
                "{BUYER,\"line\":[]}                                                           | 400 | /line",
            })
    void anOrderIsRefusedThatIs(String body, int status, String pointer) {
        var answer = server.post("/orders", body.replace("BUYER", BUYER));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void theLargestOrderIsPublished() {
        String line = "{\"sku\":\"SKU-020\",\"quantity\":1000}";
        var answer = server.post(
                "/orders", "{" + BUYER + ",\"lines\":[" + String.join(",", Collections.nCopies(100, line)) + "]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void anOrderIsReadWithItsVersion() {
        String id = server.placed();
        var answer = server.get("/orders/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(json(answer).path("lines").size()).isEqualTo(1);
    }

    @Test
    void anUnknownOrderIsNotFound() {
        var answer = server.get("/orders/" + UUID.randomUUID());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("code").asText()).isEqualTo("order-unknown");
        assertThat(server.get("/orders/%00").statusCode()).isEqualTo(400);
    }

    @Test
    void ordersAreListedPageByPageTheNewestFirst() {
        for (int i = 0; i < 5; i++) {
            server.placed();
        }
        var seen = new ArrayList<String>();
        String path = "/orders?limit=2";
        while (!path.isEmpty()) {
            var page = server.get(path);
            json(page).path("orders").forEach(order -> seen.add(order.path("id").asText()));
            path = next(page);
        }

        assertThat(seen).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(seen).hasSize(Integer.parseInt(server.sql("SELECT count(*) FROM orders")));
        assertThat(server.get("/orders?limit=0").statusCode()).isEqualTo(400);
        assertThat(server.get("/orders?cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void theOrdersOfAStateAreListedPageByPageAlsoWhileTheyLeaveIt() {
        IntStream.range(0, 3).forEach(i -> {
            confirmed();
            server.placed();
        });
        String before = server.sql("SELECT string_agg(id, ',' ORDER BY id DESC) FROM orders WHERE state = 'confirmed'");
        var seen = new ArrayList<String>();
        String path = "/orders?state=confirmed&limit=1";
        while (!path.isEmpty()) {
            var page = server.get(path);
            assertThat(json(page).path("orders").size()).as(page.body()).isEqualTo(1);
            seen.add(json(page).at("/orders/0/id").asText());
            assertThat(ship(seen.getLast()).statusCode()).isEqualTo(200);
            path = next(page);
        }

        assertThat(String.join(",", seen)).isEqualTo(before);
        assertThat(server.get("/orders?state=confirmed").body())
                .as("an empty list is there")
                .isEqualTo("{\"orders\":[]}");
        assertThat(json(server.get("/orders?state=shipped&limit=1"))
                        .at("/orders/0/id")
                        .asText())
                .isEqualTo(seen.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "SHIPPED", "", "shipped%00"})
    void aStateThatThereIsNotIsRefusedWithThoseThatThereAre(String state) {
        var answer = server.get("/orders?state=" + state);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("code").asText()).isEqualTo("state-unknown");
        assertThat(json(answer).path("detail").asText())
                .isEqualTo("The parameter state must be one of"
                        + " placed, confirmed, shipped, settled, rejected, cancelled.");
    }

    private static String next(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Link")
                .map(link -> link.substring(1, link.indexOf('>')))
                .orElse("");
    }

    @Test
    void aPlacedOrderCanBeCancelledOnce() {
        String id = server.placed();
        var answer = server.post("/orders/" + id + "/cancellation", "{\"reason\":\"too late\"}");
        var again = server.post("/orders/" + id + "/cancellation", "{\"reason\":\"too late\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(json(answer).path("state").asText()).isEqualTo("cancelled");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).path("detail").asText())
                .isEqualTo("The order is cancelled and can't become cancelled; nothing can follow.");
        assertThat(transitions(id)).isEqualTo("placed>cancelled");
        assertThat(types(id)).isEqualTo("order.cancelled.v1,order.placed.v1,order.placed.v2");
    }

    @Test
    void anOrderThatIsNotConfirmedCantBeShipped() {
        String id = server.placed();
        var answer = ship(id);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json(answer).path("detail").asText())
                .isEqualTo("The order is placed and can't become shipped;"
                        + " only this can follow: confirmed, rejected, cancelled.");
        assertThat(types(id)).isEqualTo("order.placed.v1,order.placed.v2");
    }

    @Test
    void anOrderThatWasChangedMeanwhileIsNotChanged() {
        String id = server.placed();
        var request = server.to("/orders/" + id + "/cancellation")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{\"reason\":\"too late\"}"));

        assertThat(server.send(request.copy().header("If-Match", "\"2\"")).statusCode())
                .isEqualTo(412);
        assertThat(server.send(request.copy().header("If-Match", "\"1\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void reservedStockConfirmsAnOrderOnceHoweverOftenItIsSaid() {
        String id = server.placed();
        String event = UUID.randomUUID().toString();
        String data = "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":2}]}";
        server.say("stock.reserved.v1", event, id, data);
        server.say("stock.reserved.v1", event, id, data);

        await().until(() -> server.sql("SELECT sum(duplicates) FROM entrega.inbox WHERE event_id = '" + event + "'")
                .equals("1"));
        assertThat(transitions(id)).isEqualTo("placed>confirmed");
        assertThat(server.get("/orders/" + id).headers().firstValue("ETag")).hasValue("\"2\"");

        var shipped = ship(id);
        assertThat(shipped.statusCode()).as(shipped.body()).isEqualTo(200);
        assertThat(transitions(id)).isEqualTo("placed>confirmed,confirmed>shipped");
        assertThat(types(id)).isEqualTo("order.confirmed.v1,order.placed.v1,order.placed.v2,order.shipped.v1");
    }

    @Test
    void aDuePayoutSettlesAShippedOrderOnceHoweverManySaySo() {
        String id = confirmed();
        ship(id);
        IntStream.range(0, 4).forEach(i -> server.say("payout.due.v1", id + "-" + i, id, PAYOUT));

        await().until(() -> handled(id + "-%").equals("4"));
        assertThat(transitions(id)).isEqualTo("placed>confirmed,confirmed>shipped,shipped>settled");
        assertThat(types(id))
                .isEqualTo("order.confirmed.v1,order.placed.v1,order.placed.v2,order.settled.v1,order.shipped.v1");
        assertThat(server.sql("SELECT body::jsonb -> 'data' FROM entrega.outbox WHERE type = 'order.settled.v1' AND"
                        + " subject = '" + id + "'"))
                .isEqualTo("{\"total\": {\"amount\": 850, \"currency\": \"EUR\"}}");
        assertThat(json(server.get("/orders/" + id)).path("state").asText()).isEqualTo("settled");
        assertThat(deadLetters(id + "-%")).isEqualTo("0");
    }

    @Test
    void anOrderThatIsNotShippedStaysAsItIsWhenAPayoutIsDue() {
        String id = confirmed();
        String event = UUID.randomUUID().toString();
        server.say("payout.due.v1", event, id, PAYOUT);

        await().until(() -> handled(event).equals("1"));
        assertThat(transitions(id)).isEqualTo("placed>confirmed");
        assertThat(types(id)).isEqualTo("order.confirmed.v1,order.placed.v1,order.placed.v2");
        assertThat(deadLetters(event)).isEqualTo("0");
    }

    @Test
    void aPayoutOfAnUnknownOrderIsADeadLetter() {
        String event = UUID.randomUUID().toString();
        server.say("payout.due.v1", event, "nobody", PAYOUT);

        await().until(() -> deadLetters(event).equals("1"));
    }

    @Test
    void theHistoryOfAnOrderTellsItsStatesAndTheirEvents() {
        String id = server.placed();
        server.post("/orders/" + id + "/cancellation", "{\"reason\":\"too late\"}");
        var history = json(server.get("/orders/" + id + "/history"));

        assertThat(history.size()).isEqualTo(2);
        assertThat(history.at("/0/from").isNull() || history.at("/0/from").isMissingNode())
                .isTrue();
        assertThat(history.at("/0/to").asText()).isEqualTo("placed");
        assertThat(history.at("/0/event").asText()).isEqualTo("order.placed.v2");
        assertThat(history.at("/1/from").asText()).isEqualTo("placed");
        assertThat(history.at("/1/to").asText()).isEqualTo("cancelled");
        assertThat(history.at("/1/version").asInt()).isEqualTo(2);
        assertThat(history.at("/1/at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(history.at("/1/eventId").asText())
                .isEqualTo(server.sql("SELECT event_id FROM entrega.outbox WHERE type = 'order.cancelled.v1'"
                        + " AND subject = '" + id + "'"));
        assertThat(server.get("/orders/" + UUID.randomUUID() + "/history").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anOrderThatTheStockForgetsIsCancelledAfterTwoDays() {
        String id = server.placed();
        server.execute("UPDATE orders SET changed_at = now() - interval '48 hours 1 minute' WHERE id = '" + id + "'");

        await().until(() -> transitions(id).equals("placed>cancelled"));
        assertThat(types(id)).isEqualTo("order.cancelled.v1,order.placed.v1,order.placed.v2");
    }

    @Test
    void aPartnersOrderIsPlacedOncePerNumberAtOurPrices() {
        String data = """
                {"channel":"bazaar","reference":"B-1","buyer":{"name":"Ana","email":"ana@example.org"},
                 "lines":[{"sku":"SKU-001","quantity":2}]}""";
        IntStream.range(0, 6).forEach(i -> server.say("order.received.v1", "bazaar:msg-" + i, "bazaar-B-1", data));
        await().until(() -> server.sql("SELECT count(*) FROM entrega.inbox WHERE event_id LIKE 'bazaar:msg-%'")
                .equals("6"));

        assertThat(server.sql("SELECT count(*) FROM orders WHERE reference = 'B-1'"))
                .isEqualTo("1");
        String id = server.sql("SELECT id FROM orders WHERE reference = 'B-1'");
        var order = json(server.get("/orders/" + id));
        assertThat(order.path("channel").asText()).isEqualTo("bazaar");
        assertThat(order.path("total")).hasToString("{\"amount\":850,\"currency\":\"EUR\"}");
        assertThat(types(id)).isEqualTo("order.placed.v1,order.placed.v2");
        assertThat(server.sql("SELECT body::jsonb #>> '{data,channel}' FROM entrega.outbox"
                        + " WHERE type = 'order.placed.v2' AND subject = '" + id + "'"))
                .isEqualTo("bazaar");
    }

    @Test
    void aPartnersOrderOfWhatThereIsNotIsADeadLetter() {
        String event = UUID.randomUUID().toString();
        server.say("order.received.v1", event, "bazaar-B-2", """
                {"channel":"bazaar","reference":"B-2","buyer":{"name":"Ana","email":"ana@example.org"},
                 "lines":[{"sku":"NOTHING-1","quantity":2}]}""");

        await().until(() -> server.sql("SELECT count(*) FROM entrega.dead_letter WHERE event_id = '" + event + "'")
                .equals("1"));
    }

    @Test
    void missingStockRejectsAnOrder() {
        String id = server.placed();
        server.say("stock.rejected.v1", UUID.randomUUID().toString(), id, """
                {"missing":[{"sku":"SKU-001","requested":2,"available":0}]}""");

        await().until(() -> transitions(id).equals("placed>rejected"));
        assertThat(types(id)).isEqualTo("order.placed.v1,order.placed.v2,order.rejected.v1");
    }

    @Test
    void anOrderThatWasCancelledMeanwhileStaysSo() {
        String id = server.placed();
        server.post("/orders/" + id + "/cancellation", "{\"reason\":\"too late\"}");
        String event = UUID.randomUUID().toString();
        server.say("stock.reserved.v1", event, id, "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":2}]}");

        await().until(() -> server.sql("SELECT count(*) FROM entrega.inbox WHERE event_id = '" + event + "'")
                .equals("1"));
        assertThat(transitions(id)).isEqualTo("placed>cancelled");
    }

    @Test
    void aDecisionAboutAnUnknownOrderIsADeadLetter() {
        String event = UUID.randomUUID().toString();
        server.say("stock.reserved.v1", event, "nobody", "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":2}]}");

        await().until(() -> server.sql("SELECT count(*) FROM entrega.dead_letter WHERE event_id = '" + event + "'")
                .equals("1"));
    }

    @Test
    void aBuyerIsNotWrittenWhereThereIsAnOrder() {
        var buyer = new PlaceOrder.Buyer("Ana", "ana@example.org", "Rua 1");

        assertThat(buyer.toString()).doesNotContain("Ana", "ana@", "Rua");
    }

    @Test
    void allThatCanBeAskedForIsDocumented() {
        var described = new ArrayList<String>();
        json(server.get("/openapi.json"))
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(server.routes())
                .contains("POST /orders", "PUT /products/{sku}/price");
    }

    @Test
    void aStateIsDocumentedAsItIsWritten() {
        assertThat(json(server.get("/openapi.json"))
                        .at("/components/schemas/OrderState/enum/0")
                        .asText())
                .isEqualTo("placed");
    }

    @Test
    void theServiceSaysThatItLivesAndThatItIsReady() {
        assertThat(server.get("/health/liveness").body()).contains("\"status\":\"UP\"");
        assertThat(server.get("/health/readiness").body())
                .contains("\"broker\":{", "\"database\":{")
                .doesNotContain("DOWN", "127.0.0.1");
    }

    /** The id of a new order that the stock has confirmed. */
    private static String confirmed() {
        String id = server.placed();
        server.say(
                "stock.reserved.v1",
                UUID.randomUUID().toString(),
                id,
                "{\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":2}]}");
        await().until(() -> transitions(id).equals("placed>confirmed"));
        return id;
    }

    private static HttpResponse<String> ship(String id) {
        return server.post("/orders/" + id + "/shipment", "{\"carrier\":\"Posta\",\"trackingCode\":\"X-1\"}");
    }

    /** @param events the pattern of their ids */
    private static String handled(String events) {
        return server.sql("SELECT count(*) FROM entrega.inbox WHERE event_id LIKE '" + events + "'");
    }

    private static String deadLetters(String events) {
        return server.sql("SELECT count(*) FROM entrega.dead_letter WHERE event_id LIKE '" + events + "'");
    }

    private static String transitions(String id) {
        return server.sql("SELECT coalesce(string_agg(from_state || '>' || to_state, ',' ORDER BY version), '')"
                + " FROM entrega.transition WHERE id = '" + id + "'");
    }

    private static String types(String id) {
        return server.sql(
                "SELECT string_agg(type, ',' ORDER BY type) FROM entrega.outbox WHERE subject = '" + id + "'");
    }
}
