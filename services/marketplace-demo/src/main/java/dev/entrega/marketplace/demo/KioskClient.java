package dev.entrega.marketplace.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A partner that tells {@code marketplace-webhook} of its orders, signed as the two have agreed. */
final class KioskClient implements AutoCloseable {
    private static final String HMAC = "HmacSHA256";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI orders;
    private final byte[] secret;

    KioskClient(URI webhook, String secret) {
        this.orders = webhook.resolve("/kiosk/orders");
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Tells once of an order of one piece.
     *
     * @param id of the message and of the order
     * @return the status of the answer
     */
    int tell(String id, String sku) throws IOException {
        String body = """
                {"id":"%s","order_no":"%s","customer_name":"Kim Kiosk","customer_email":"kim@example.org","basket":{"%s":1}}""".formatted(id, id, sku);
        try {
            return http.send(
                            HttpRequest.newBuilder(orders)
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "application/json")
                                    .header("X-Kiosk-Signature", "sha256=" + signature(body))
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String signature(String body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
