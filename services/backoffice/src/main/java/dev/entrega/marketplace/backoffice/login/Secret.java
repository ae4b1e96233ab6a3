package dev.entrega.marketplace.backoffice.login;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * What all processes of the service know and nobody else does. Each use has a key of its own, made of it by HKDF (RFC 5869).
 * Thread-safe.
 */
@Context // At the start, so that a key that is too short is refused then.
public final class Secret {
    private static final String SETTING = "BACKOFFICE_KEY";
    private static final int SHORTEST = 32;
    private static final int KEY_BYTES = 32;

    private final byte[] secret;

    /** @param key a text of at least 32 bytes; {@code null} for one of this process's own, which ends with it */
    Secret(@Property(name = "backoffice.key") @Nullable String key) {
        this.secret = key == null ? random() : checked(key);
    }

    private static byte[] checked(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST) {
            throw new ConfigurationException(
                    SETTING,
                    "is shorter than " + SHORTEST + " bytes",
                    "set it to a long random text, the same in all processes (openssl rand -hex 32)");
        }
        return bytes;
    }

    private static byte[] random() {
        byte[] bytes = new byte[SHORTEST];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** @param use a word; another one's key says nothing of it */
    public SecretKey keyFor(String use, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret)
                                    .thenExpand(use.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has HKDF-SHA256 since 25", e);
        }
    }
}
