package dev.entrega.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A key that signs tokens, by RS256. With the JDK's own means: what checks the tokens is a library, which so is not asked
 * about itself. Thread-safe.
 */
final class SigningKey {

    /** By RFC 9068. */
    static final String ACCESS_TOKEN = "at+jwt";

    static final String ID_TOKEN = "JWT";

    private static final int BITS = 2048;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String id = UUID.randomUUID().toString();
    private final PrivateKey secret;
    private final RSAPublicKey open;

    private SigningKey(KeyPair pair) {
        this.secret = pair.getPrivate();
        this.open = (RSAPublicKey) pair.getPublic();
    }

    static SigningKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new SigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }

    /** For whoever checks what it has signed (RFC 7517, RFC 7518 6.3.1). */
    Map<String, String> published() {
        return Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                id,
                "n",
                number(open.getModulus()),
                "e",
                number(open.getPublicExponent()));
    }

    private static String number(BigInteger positive) {
        byte[] bytes = positive.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0; // The byte that says that it is positive, if there was no room for that.
        return text(Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    /** A JSON Web Token (RFC 7519) of that type, which says just that. */
    String sign(String type, Map<String, Object> claims) {
        String said = json(Map.of("alg", "RS256", "typ", type, "kid", id)) + "." + json(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(secret);
            signature.update(said.getBytes(StandardCharsets.US_ASCII));
            return said + "." + text(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String json(Map<String, ?> values) {
        return text(JSON.valueToTree(values).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
