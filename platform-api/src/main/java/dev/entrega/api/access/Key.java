package dev.entrega.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that an issuer signs tokens with, its public half. Thread-safe.
 *
 * @param algorithms those that it is for; whoever makes a token doesn't choose among others (RFC 8725, 3.1)
 */
record Key(String id, JWSVerifier verifier, Set<JWSAlgorithm> algorithms) {

    private static final Logger LOG = LoggerFactory.getLogger(Key.class);

    /** RFC 7518, 3.3 and 3.5. */
    private static final int LEAST_BITS = 2048;

    /** @return nothing if it isn't for signatures that are taken here, or has no name to be found by */
    static Optional<Key> of(JWK key) {
        if (key.getKeyID() == null || KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
            return Optional.empty();
        }
        try {
            return switch (key) {
                case RSAKey rsa
                when rsa.size() >= LEAST_BITS ->
                    of(rsa, new RSASSAVerifier(rsa), Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256));
                case ECKey ec
                when Curve.P_256.equals(ec.getCurve()) -> of(ec, new ECDSAVerifier(ec), Set.of(JWSAlgorithm.ES256));
                default -> Optional.empty();
            };
        } catch (JOSEException e) {
            LOG.warn("key {} of the issuer can't be used", key.getKeyID(), e);
            return Optional.empty();
        }
    }

    private static Optional<Key> of(JWK key, JWSVerifier verifier, Set<JWSAlgorithm> possible) {
        if (key.getAlgorithm() == null) {
            return Optional.of(new Key(key.getKeyID(), verifier, possible));
        }
        return possible.stream()
                .filter(key.getAlgorithm()::equals)
                .findFirst()
                .map(only -> new Key(key.getKeyID(), verifier, Set.of(only)));
    }

    boolean hasSigned(SignedJWT token) {
        try {
            return algorithms.contains(token.getHeader().getAlgorithm()) && token.verify(verifier);
        } catch (JOSEException e) {
            LOG.debug("a signature can't be verified", e);
            return false;
        }
    }
}
