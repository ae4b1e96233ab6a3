package dev.entrega.marketplace.order;

import static dev.entrega.marketplace.order.OrdersServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test has a product of its own. */
class ProductsApiTest {
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
    void aProductIsReadWithItsPriceAndItsVersion() {
        var answer = server.get("/products/SCARCE-1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(json(answer)).hasToString("""
                {"sku":"SCARCE-1","name":"An article of which there is little",\
                "price":{"amount":9900,"currency":"EUR"},"revision":0}""");
    }

    @Test
    void aChangedPriceIsAnsweredReadAndPublished() {
        var answer = price("SKU-001", "{\"amount\":430,\"currency\":\"EUR\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(json(answer).path("revision").asLong()).isEqualTo(1);
        assertThat(server.get("/products/SKU-001").body()).isEqualTo(answer.body());
        assertThat(server.sql("SELECT string_agg(type || ' ' || (body::jsonb -> 'data')::text, ',') FROM entrega.outbox"
                        + " WHERE subject = 'SKU-001'"))
                .isEqualTo("price.changed.v1 {\"price\": {\"amount\": 430, \"currency\": \"EUR\"}, \"revision\": 1}");
        await().until(() -> server.sql(
                        "SELECT bool_and(published_at IS NOT NULL) FROM entrega.outbox WHERE subject = 'SKU-001'")
                .equals("t"));
    }

    @Test
    void aPriceWhoseEventCantBeWrittenIsNotChanged() {
        server.execute("ALTER TABLE entrega.outbox ADD CONSTRAINT refused CHECK (subject <> 'SKU-002')");
        try {
            assertThat(price("SKU-002", 1).statusCode()).isEqualTo(500);
        } finally {
            server.execute("ALTER TABLE entrega.outbox DROP CONSTRAINT refused");
        }

        assertThat(server.get("/products/SKU-002").body()).contains("\"amount\":600,", "\"revision\":0");
    }

    @Test
    void ordersPlacedFromThenOnHaveTheNewPrice() {
        price("SKU-003", 77);
        var order = server.post("/orders", """
                {"buyer":{"name":"Ana","email":"ana@example.org"},"lines":[{"sku":"SKU-003","quantity":2}]}""");

        assertThat(json(order).at("/total/amount").asLong()).isEqualTo(154);
    }

    @Test
    void theSamePriceAgainChangesAndPublishesNothing() {
        price("SKU-004", 500);
        var again = price("SKU-004", 500);

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("ETag")).hasValue("\"2\"");
        assertThat(json(again).path("revision").asLong()).isEqualTo(1);
        assertThat(revisions("SKU-004")).isEqualTo("1");
    }

    @Test
    void anEarlierPriceComesBackAsANewRevision() {
        price("SKU-005", 1);
        price("SKU-005", 2);
        price("SKU-005", 1);

        assertThat(revisions("SKU-005")).isEqualTo("1,2,3");
    }

    @Test
    void changesAtTheSameTimeAreCountedWithoutGapsInTheOrderInWhichTheyArePublished() throws Exception {
        List<Future<HttpResponse<String>>> answers;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = IntStream.rangeClosed(1, 40)
                    .mapToObj(amount -> clients.submit(() -> price("SKU-006", amount)))
                    .toList();
        }

        for (var answer : answers) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
        }
        assertThat(revisions("SKU-006"))
                .isEqualTo(
                        IntStream.rangeClosed(1, 40).mapToObj(String::valueOf).collect(Collectors.joining(",")));
        assertThat(server.sql("SELECT price_amount = (SELECT (body::jsonb #>> '{data,price,amount}')::bigint FROM"
                        + " entrega.outbox WHERE subject = sku ORDER BY position DESC LIMIT 1) FROM product"
                        + " WHERE sku = 'SKU-006'"))
                .as("the last event says what stands")
                .isEqualTo("t");
    }

    @Test
    void aPriceThatWasChangedMeanwhileIsNotChanged() {
        price("SKU-007", 1);
        var request = server.to("/products/SKU-007/price")
                .PUT(BodyPublishers.ofString("{\"amount\":2,\"currency\":\"EUR\"}"));

        assertThat(server.send(request.copy().header("If-Match", "\"1\"")).statusCode())
                .isEqualTo(412);
        assertThat(revisions("SKU-007")).isEqualTo("1");
        assertThat(server.send(request.copy().header("If-Match", "\"2\"")).statusCode())
                .isEqualTo(200);
        assertThat(revisions("SKU-007")).isEqualTo("1,2");
    }

    @Test
    void ofManyWhoChangeTheSameVersionAtTheSameTimeOneDoes() throws Exception {
        List<Future<HttpResponse<String>>> answers;
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = IntStream.rangeClosed(1, 20)
                    .mapToObj(amount -> server.to("/products/SKU-010/price")
                            .header("If-Match", "\"1\"")
                            .PUT(BodyPublishers.ofString("{\"amount\":" + amount + ",\"currency\":\"EUR\"}")))
                    .map(request -> clients.submit(() -> server.send(request)))
                    .toList();
        }

        var statuses = new ArrayList<Integer>();
        for (var answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
        assertThat(revisions("SKU-010")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"currency\":\"EUR\"}                             | 422 | /amount",
                "{\"amount\":1}                                     | 422 | /currency",
                "{\"amount\":null,\"currency\":\"EUR\"}             | 422 | /amount",
                "{\"amount\":-1,\"currency\":\"EUR\"}               | 422 | /amount",
                "{\"amount\":10000001,\"currency\":\"EUR\"}         | 422 | /amount",
                "{\"amount\":1,\"currency\":\"eur\"}                | 422 | /currency",
                "{\"amount\":1,\"currency\":\"USD\"}                | 422 | /currency",
                "{\"amount\":1.5,\"currency\":\"EUR\"}              | 400 | /amount",
                "{\"amount\":\"1\",\"currency\":\"EUR\"}            | 400 | /amount",
                "{\"amount\":1,\"currency\":\"EUR\",\"price\":1}    | 400 | /price",
            })
    void aPriceIsRefusedThatIs(String body, int status, String pointer) {
        var answer = price("SKU-008", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(revisions("SKU-008")).isEmpty();
    }

    @Test
    void theLargestPriceIsPublished() {
        assertThat(price("SKU-009", 10_000_000).statusCode()).isEqualTo(200);
    }

    @Test
    void anUnknownProductIsNotFound() {
        assertThat(server.get("/products/NO-1").statusCode()).isEqualTo(404);
        assertThat(price("NO-1", 1).statusCode()).isEqualTo(404);
        assertThat(json(price("NO-1", 1)).path("code").asText()).isEqualTo("product-unknown");
        assertThat(server.get("/products/no-1").statusCode()).isEqualTo(400);
        assertThat(server.get("/products/%00").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> price(String sku, long amount) {
        return price(sku, "{\"amount\":" + amount + ",\"currency\":\"EUR\"}");
    }

    private static HttpResponse<String> price(String sku, String body) {
        return server.send(server.to("/products/" + sku + "/price").PUT(BodyPublishers.ofString(body)));
    }

    /** As they are published, in their order. */
    private static String revisions(String sku) {
        return server.sql("SELECT coalesce(string_agg(body::jsonb #>> '{data,revision}', ',' ORDER BY position), '')"
                + " FROM entrega.outbox WHERE type = 'price.changed.v1' AND subject = '" + sku + "'");
    }
}
