package dev.entrega.local;

import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The codes that are on their way from a browser to its client: each good once, for a minute. Thread-safe. */
final class Codes {

    static final Duration LIFE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    Codes(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * What a person has given to a client.
     *
     * @param person who that is, by name
     * @param scope with blanks between
     */
    record Grant(Authorization asked, String person, String scope, Instant until) {}

    String give(Authorization asked, String person, String scope) {
        Instant now = clock.instant();
        grants.values().removeIf(grant -> grant.until().isBefore(now));
        String code = UUID.randomUUID().toString();
        grants.put(code, new Grant(asked, person, scope, now.plus(LIFE)));
        return code;
    }

    /**
     * What stands behind a code, which is gone then, whoever has brought it.
     *
     * @throws Refusal if it is not that client's to have (RFC 6749, 4.1.3; RFC 7636, 4.6)
     */
    Grant take(String client, Form form) {
        var grant = grants.remove(form.get("code"));
        if (grant == null || !clock.instant().isBefore(grant.until())) {
            throw refused("there is no such code, or not any more");
        }
        if (!grant.asked().client().equals(client)) {
            throw refused("the code is another client's");
        }
        if (!grant.asked().redirect().toString().equals(form.get("redirect_uri"))) {
            throw refused("redirect_uri is not where the code was sent to");
        }
        if (!grant.asked().challenge().equals(challenge(form.get("code_verifier")))) {
            throw refused("code_verifier is not that of the code_challenge");
        }
        return grant;
    }

    private static Refusal refused(String why) {
        return new Refusal("invalid_grant", why);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every JDK has it.
        }
    }
}
