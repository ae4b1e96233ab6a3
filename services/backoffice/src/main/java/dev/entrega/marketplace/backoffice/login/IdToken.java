package dev.entrega.marketplace.backoffice.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has logged in, as the issuer says (OpenID Connect Core 1.0, 3.1.3.7).
 *
 * @param subject who that is to the issuer
 * @param name for people
 */
record IdToken(String subject, String name) {

    /** Asymmetric ones, so that nobody but the issuer can sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    /** By which people know themselves, the best first. */
    private static final List<String> NAMES = List.of("name", "preferred_username", "email", "sub");

    /**
     * Proves it: its signature, that it is of this issuer for this client, now, and for this very login.
     *
     * @param keys that the issuer publishes
     * @throws UnprovenException with what is wrong with it
     */
    static IdToken proven(String token, JWKSet keys, String issuer, String client, String nonce)
            throws UnprovenException {
        var expected =
                new JWTClaimsSet.Builder().issuer(issuer).claim("nonce", nonce).build();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(client, expected, Set.of("sub", "exp", "iat")));
        try {
            var claims = processor.process(SignedJWT.parse(token), null);
            requireParty(claims, client);
            return new IdToken(claims.getSubject(), name(claims));
        } catch (ParseException e) {
            throw new UnprovenException("the ID token is not a JSON Web Token that is signed");
        } catch (BadJOSEException | JOSEException e) {
            throw new UnprovenException("the ID token is not good: " + e.getMessage());
        }
    }

    private static void requireParty(JWTClaimsSet claims, String client) throws UnprovenException {
        Object party = claims.getClaim("azp");
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(client)) {
            throw new UnprovenException("the ID token was not issued to this client, by azp");
        }
    }

    private static String name(JWTClaimsSet claims) {
        return NAMES.stream()
                .flatMap(claim -> text(claims.getClaim(claim)))
                .findFirst()
                .orElse(claims.getSubject());
    }

    private static Stream<String> text(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() ? Stream.of(text.strip()) : Stream.of();
    }
}
