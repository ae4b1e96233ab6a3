package dev.entrega.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micronaut.security.authentication.Authentication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A token by RS256 with a key of 2048 bits, seen for the first time and seen again. */
@NullMarked
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenBenchmark {

    private static final String ISSUER = "https://login.example.org/realms/shop";
    private static final String AUDIENCE = "entrega";
    private static final int BITS = 2048;
    private static final Duration LIFE = Duration.ofDays(1);

    private final String token;
    private final Tokens tokens;

    public TokenBenchmark() {
        var clock = Clock.systemUTC();
        try {
            var key = new RSAKeyGenerator(BITS).keyID("rsa").generate();
            token = signed(key, clock.instant().plus(LIFE));
            tokens = new Tokens(new AccessSettings(ISSUER, AUDIENCE), new Keys(() -> new JWKSet(key), clock), clock);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        tokens.prove(token);
    }

    private static String signed(RSAKey key, Instant until) throws JOSEException {
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(AUDIENCE)
                        .subject("shop")
                        .claim("scope", "orders:read orders:write")
                        .expirationTime(Date.from(until))
                        .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    @Benchmark
    public Authentication prove() {
        return tokens.prove(token);
    }

    @Benchmark
    public Optional<Authentication> knowAgain() {
        return tokens.remembered(token);
    }
}
