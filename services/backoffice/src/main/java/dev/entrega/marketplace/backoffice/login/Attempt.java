package dev.entrega.marketplace.backoffice.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A login that somebody has begun.
 *
 * @param state that comes back with the answer to it
 * @param nonce that comes back in the ID token
 * @param verifier that proves that the code is redeemed by who asked for it (RFC 7636)
 * @param back where the person wanted to go
 * @param until when it is too late, in seconds since 1970
 */
record Attempt(String state, String nonce, String verifier, String back, long until) {
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Attempt begun(String back, long until) {
        return new Attempt(random(), random(), random(), back, until);
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** By the method S256. */
    String challenge() {
        try {
            return text(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without what is secret of it. */
    @Override
    public String toString() {
        return "Attempt[back to " + back + "]";
    }
}
