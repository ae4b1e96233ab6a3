package dev.entrega.soak;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a partner signs what it sends, by Standard Webhooks 1.0.0: written from the specification, and not with what the
 * platform verifies it with. Immutable.
 */
final class StandardWebhook {

    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    /** @param key 24 to 64 bytes in ASCII */
    StandardWebhook(String key) {
        this.key = key.getBytes(StandardCharsets.US_ASCII);
    }

    /** As the receiver is told it. */
    String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /**
     * Signs a message as of now.
     *
     * @param id the same for each repeat of it
     */
    HttpRequest.Builder signed(HttpRequest.Builder request, String id, String body) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        return request.header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(id + "." + timestamp + "." + body))
                .POST(BodyPublishers.ofString(body));
    }

    private String signature(String text) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every Java has it.
        }
    }
}
