package dev.entrega.api.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.entrega.api.RefusedException;
import io.micronaut.security.authentication.Authentication;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proves tokens: JSON Web Tokens (RFC 9068) that the issuer has signed, for this audience and now. What has been proven is
 * remembered until it expires. Thread-safe.
 */
final class Tokens {

    /** Asymmetric ones, so that nobody but the issuer can sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    /** RFC 9068, and what issuers write that are older. */
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt", "jwt");

    /** What a table of idempotency keys can hold, and a log line. */
    private static final Pattern CLIENT = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    /** So much the clocks of the issuer and this process may differ. */
    private static final Duration SKEW = Duration.ofSeconds(60);

    /** About 1 KB each. */
    private static final int MOST_REMEMBERED = 10_000;

    private final AccessSettings settings;
    private final Keys keys;
    private final Clock clock;
    private final Map<String, Proven> proven = new ConcurrentHashMap<>();

    /** @param until from when on the token is no longer good */
    private record Proven(Authentication client, Instant until) {}

    Tokens(AccessSettings settings, Keys keys, Clock clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    /** Whose token it is, if that has been proven before. Takes no time. */
    Optional<Authentication> remembered(String token) {
        Proven known = proven.get(token);
        return known != null && clock.instant().isBefore(known.until())
                ? Optional.of(known.client())
                : Optional.empty();
    }

    /**
     * Whose token it is: the name is its {@code sub}, the roles are its scopes. May wait for the issuer's keys.
     *
     * @throws RefusedException (401) with what is wrong with the token, (503) if nobody can tell
     */
    Authentication prove(String token) {
        SignedJWT jwt = parsed(token);
        JWTClaimsSet claims = claims(jwt);
        requireUsable(jwt.getHeader());
        requireForUs(claims);
        Instant until = requireNow(claims);
        Authentication client = client(claims);
        if (!keys.find(jwt.getHeader().getKeyID()).hasSigned(jwt)) {
            throw Denial.invalid("token-signature", "The token's signature is not its issuer's.");
        }
        remember(token, new Proven(client, until));
        return client;
    }

    private static SignedJWT parsed(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw malformed();
        }
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw malformed();
        }
    }

    private static RefusedException malformed() {
        return Denial.invalid("token-malformed", "The token is not a JSON Web Token that is signed.");
    }

    private static void requireUsable(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw Denial.invalid("token-algorithm", "The token must be signed by RS256, PS256 or ES256.");
        }
        JOSEObjectType type = header.getType();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
            throw Denial.invalid("token-type", "The token is not an access token, of the type at+jwt or JWT.");
        }
        if (header.getKeyID() == null) {
            throw Denial.invalid("token-key", "The token doesn't name the key that has signed it, by kid.");
        }
    }

    private void requireForUs(JWTClaimsSet claims) {
        if (!settings.issuer().equals(claims.getIssuer())) {
            throw Denial.invalid("token-issuer", "The token must be of " + settings.issuer() + ", by iss.");
        }
        if (!claims.getAudience().contains(settings.audience())) {
            throw Denial.invalid("token-audience", "The token must be for " + settings.audience() + ", by aud.");
        }
    }

    /** @return until when it is good */
    private Instant requireNow(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Date from = claims.getNotBeforeTime();
        if (from != null && from.toInstant().isAfter(now.plus(SKEW))) {
            throw Denial.invalid("token-early", "The token is not good yet, by nbf.");
        }
        Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            throw Denial.invalid("token-endless", "The token must expire, by exp.");
        }
        Instant until = expiry.toInstant().plus(SKEW);
        if (!now.isBefore(until)) {
            throw Denial.invalid("token-expired", "The token has expired, by exp.");
        }
        return until;
    }

    private static Authentication client(JWTClaimsSet claims) {
        String client = claims.getSubject();
        if (client == null || !CLIENT.matcher(client).matches()) {
            throw Denial.invalid("token-subject", "The token must name its client in 1 to 255 characters, by sub.");
        }
        return Authentication.build(client, scopes(claims.getClaim("scope")));
    }

    /** A text with blanks (RFC 9068), or a list, as some issuers write. */
    private static List<String> scopes(@Nullable Object claim) {
        return switch (claim) {
            case String text -> List.of(text.strip().split(" +"));
            case Collection<?> list -> list.stream().map(String::valueOf).toList();
            case null, default -> List.of();
        };
    }

    private void remember(String token, Proven client) {
        if (proven.size() >= MOST_REMEMBERED) {
            proven.values().removeIf(old -> !clock.instant().isBefore(old.until()));
        }
        if (proven.size() >= MOST_REMEMBERED) {
            proven.clear(); // Each is proven once more.
        }
        proven.put(token, client);
    }
}
