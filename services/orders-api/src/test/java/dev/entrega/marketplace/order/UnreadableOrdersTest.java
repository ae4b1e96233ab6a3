package dev.entrega.marketplace.order;

import static dev.entrega.marketplace.order.OrdersServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row 24: what no order is, and an API that survives it. */
class UnreadableOrdersTest {

    private static final String GOOD =
            "{\"buyer\":{\"name\":\"Ana\",\"email\":\"ana@example.org\"},\"lines\":[{\"sku\":\"SKU-001\",\"quantity\":1}]}";

    /** The body, and the pointer to what is wrong with it. */
    private static Map<String, String[]> bodies() {
        Map<String, String[]> bodies = new LinkedHashMap<>();
        bodies.put("empty", new String[] {"", ""});
        bodies.put("cut off", new String[] {GOOD.substring(0, 40), "/buyer/email"});
        bodies.put("a byte order mark", new String[] {"\ufeff" + GOOD, ""});
        bodies.put("NUL", new String[] {GOOD.replace("Ana", "A\0na"), "/buyer/name"});
        bodies.put("NUL, escaped", new String[] {GOOD.replace("Ana", "A\\u0000na"), "/buyer/name"});
        bodies.put("half a character", new String[] {GOOD.replace("Ana", "A\\ud800na"), "/buyer/name"});
        bodies.put("NaN", new String[] {with("NaN"), "/lines/0/quantity"});
        bodies.put("duplicate keys", new String[] {GOOD.replace("\"sku\":", "\"sku\":\"X\",\"sku\":"), "/lines/0/sku"});
        bodies.put("nested 10,000 deep", new String[] {with("[".repeat(10_000)), "/lines/0/quantity"});
        bodies.put("a number of 200,000 digits", new String[] {with("9".repeat(200_000)), "/lines/0"});
        bodies.put("a huge exponent", new String[] {with("1e1000000000"), "/lines/0/quantity"});
        bodies.put("something behind it", new String[] {GOOD + " {}", ""});
        return bodies;
    }

    private static String with(String quantity) {
        return GOOD.replace("\"quantity\":1", "\"quantity\":" + quantity);
    }

    @Test
    void eachIsRefusedWithAProblemThatPointsAtItAndNothingIsStored() {
        try (var server = new OrdersServer()) {
            bodies().forEach((what, expected) -> {
                var answer = post(server, what, expected[0].getBytes(StandardCharsets.UTF_8));

                assertThat(answer.statusCode()).as(what + ": " + answer.body()).isIn(400, 422);
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(json(answer).at("/errors/0/pointer").asText())
                        .as(what + ": " + answer.body())
                        .startsWith(expected[1]);
            });
            assertThat(post(server, "1 M digits", with("9".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(413);

            assertThat(server.sql("SELECT count(*) FROM orders")).isEqualTo("0");
            assertThat(server.post("/orders", GOOD).statusCode()).isEqualTo(201);
        }
    }

    private static HttpResponse<String> post(OrdersServer server, String key, byte[] body) {
        return server.send(server.to("/orders")
                .header("Idempotency-Key", key.replace(' ', '-'))
                .POST(BodyPublishers.ofByteArray(body)));
    }
}
