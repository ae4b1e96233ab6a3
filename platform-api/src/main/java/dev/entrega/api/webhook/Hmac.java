package dev.entrega.api.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC with SHA-256 (RFC 2104). */
final class Hmac {

    private static final String SHA256 = "HmacSHA256";

    private Hmac() {}

    /** @param before what stands before the body in what is signed */
    static byte[] of(byte[] secret, String before, byte[] body) {
        try {
            var mac = Mac.getInstance(SHA256);
            mac.init(new SecretKeySpec(secret, SHA256));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
