package dev.entrega.marketplace.bazaar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BazaarTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private Bazaar bazaar;

    @BeforeEach
    void start() throws IOException {
        bazaar = new Bazaar(0);
    }

    @AfterEach
    void stop() {
        bazaar.close();
        http.close();
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        var request =
                HttpRequest.newBuilder(bazaar.url().resolve(path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aPageShowsHowItIsAndHasAButtonForEachFault() throws Exception {
        assertThat(send("GET", "/").body())
                .contains("It is well.", "0 shipments", "action=\"/fault/slow\"", "<button disabled>none");

        var pressed = send("POST", "/fault/down", "Origin", bazaar.url().toString());
        assertThat(pressed.statusCode()).isEqualTo(303);
        assertThat(pressed.headers().firstValue("Location")).hasValue("/");
        assertThat(send("GET", "/").body()).contains("<p>It answers 503.", "<button disabled>down");

        assertThat(send("POST", "/fault/none", "Origin", "http://elsewhere.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(put("/orders/order-1/shipment")).isEqualTo(503);
    }

    @Test
    void aPageSaysHowManyShipmentsItHasBeenToldOf() throws Exception {
        put("/orders/order-1/shipment");
        assertThat(send("GET", "/").body()).contains("It has been told of 1 shipment.");
        assertThat(send("GET", "/shipments").body()).isEqualTo("1 shipment\n");

        put("/orders/order-2/shipment");
        assertThat(send("GET", "/").body()).contains("It has been told of 2 shipments.");
        assertThat(send("GET", "/shipments").body()).isEqualTo("2 shipments\n");
    }

    private int put(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(bazaar.url().resolve(path)).PUT(HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void takesAShipmentOnceForEachKey() throws Exception {
        assertThat(put("/orders/order-1/shipment", "Idempotency-Key", "a")).isEqualTo(201);
        assertThat(put("/orders/order-1/shipment", "Idempotency-Key", "a")).isEqualTo(200);
        assertThat(put("/orders/order-1/shipment", "Idempotency-Key", "b")).isEqualTo(201);

        assertThat(bazaar.shipped()).containsExactly("order-1", "order-1");
        assertThat(bazaar.calls()).isEqualTo(3);
    }

    @Test
    void isAsWellAsItIsTold() throws Exception {
        assertThat(put("/fault/down")).isEqualTo(200);
        assertThat(put("/orders/order-1/shipment")).isEqualTo(503);
        assertThat(put("/fault/tired")).isEqualTo(400);
        assertThat(put("/fault/silent")).isEqualTo(200);
        assertThatThrownBy(() -> put("/orders/order-2/shipment")).isInstanceOf(IOException.class);
        assertThat(put("/fault/none")).isEqualTo(200);

        assertThat(put("/orders/order-3/shipment")).isEqualTo(201);
        assertThat(bazaar.shipped()).containsExactlyInAnyOrder("order-2", "order-3");
        assertThat(put("/parcels")).isEqualTo(404);
    }
}
