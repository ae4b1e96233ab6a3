package dev.entrega.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.entrega.api.RefusedException;
import io.micronaut.security.authentication.Authentication;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are good. */
class TokensTest {
    private static final RSAKey RSA = Signer.rsa("rsa");
    private static final ECKey EC = Signer.ec("ec");

    private final SettableClock clock = new SettableClock();
    private final Tokens tokens = new Tokens(
            new AccessSettings(Signer.ISSUER, "entrega"), new Keys(() -> new JWKSet(List.of(RSA, EC)), clock), clock);

    @ParameterizedTest
    @CsvSource({"RS256, rsa", "PS256, rsa", "ES256, ec"})
    void aTokenThatTheIssuerHasSignedIsItsClients(String algorithm, String key) {
        JWK with = key.equals("rsa") ? RSA : EC;

        Authentication client = tokens.prove(Signer.token(with, JWSAlgorithm.parse(algorithm), good()));

        assertThat(client.getName()).isEqualTo("shop");
        assertThat(client.getRoles()).containsExactly("orders:read", "orders:write");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS512", "PS384", "RS384"})
    void otherAlgorithmsAreNotTaken(String algorithm) {
        assertRefused("token-algorithm", Signer.token(RSA, JWSAlgorithm.parse(algorithm), good()));
    }

    @Test
    void aPublicKeyIsNoSecretToSignWith() throws JOSEException {
        var mac = new MACSigner(RSA.toPublicJWK().toJSONString());

        assertRefused(
                "token-algorithm",
                Signer.token(Signer.header(JWSAlgorithm.HS256, RSA).build(), mac, good()));
    }

    @Test
    void aTokenWithoutASignatureIsNone() {
        assertRefused("token-malformed", new PlainJWT(good()).serialize());
        assertRefused("token-malformed", "secret");
        assertRefused("token-malformed", "a.b.c");
    }

    @Test
    void aTokenWithAnothersSignatureIsNotGood() {
        String of = Signer.token(RSA, JWSAlgorithm.RS256, good());
        String other = Signer.token(Signer.rsa("rsa"), JWSAlgorithm.RS256, good());

        assertRefused("token-signature", other);
        assertRefused(
                "token-signature", of.substring(0, of.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')));
    }

    @Test
    void aKeyIsUsedForWhatItIsMade() {
        RSAKey one = new RSAKey.Builder(RSA)
                .keyID("one")
                .algorithm(JWSAlgorithm.RS256)
                .build();
        var strict =
                new Tokens(new AccessSettings(Signer.ISSUER, "entrega"), new Keys(() -> new JWKSet(one), clock), clock);

        assertThat(strict.prove(Signer.token(one, JWSAlgorithm.RS256, good())).getName())
                .isEqualTo("shop");
        assertThatThrownBy(() -> strict.prove(Signer.token(one, JWSAlgorithm.PS256, good())))
                .hasMessageStartingWith("token-signature: ");
        assertRefused(
                "token-signature",
                Signer.token(Signer.header(JWSAlgorithm.ES256, RSA).build(), Signer.signer(EC), good()));
    }

    @Test
    void aTokenNamesItsKeyAndIsForAccess() {
        var anonymous = Signer.header(JWSAlgorithm.RS256, RSA).keyID(null);
        var mail = Signer.header(JWSAlgorithm.RS256, RSA).type(new JOSEObjectType("logout+jwt"));
        var plain = Signer.header(JWSAlgorithm.RS256, RSA).type(JOSEObjectType.JWT);
        var untyped = Signer.header(JWSAlgorithm.RS256, RSA).type(null);

        assertRefused("token-key", Signer.token(anonymous.build(), Signer.signer(RSA), good()));
        assertRefused("token-type", Signer.token(mail.build(), Signer.signer(RSA), good()));
        assertThat(List.of(plain, untyped))
                .allSatisfy(header -> assertThat(tokens.prove(Signer.token(header.build(), Signer.signer(RSA), good()))
                                .getName())
                        .isEqualTo("shop"));
    }

    @Test
    void aTokenIsForUsAndForNow() {
        Instant now = clock.instant();
        assertRefused("token-issuer", claims -> claims.issuer(Signer.ISSUER + "/"));
        assertRefused("token-issuer", claims -> claims.issuer(null));
        assertRefused("token-audience", claims -> claims.audience(List.of("others", "entrega2")));
        assertRefused("token-audience", claims -> claims.audience((String) null));
        assertRefused("token-endless", claims -> claims.expirationTime(null));
        assertRefused("token-expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(60))));
        assertRefused("token-early", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(61))));
        assertRefused("token-subject", claims -> claims.subject(null));
        assertRefused("token-subject", claims -> claims.subject("shop\n"));

        assertGood(claims -> claims.audience(List.of("others", "entrega")));
        assertGood(claims -> claims.expirationTime(Date.from(now.minusSeconds(59))));
        assertGood(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60))));
    }

    @Test
    void scopesAreATextOrAList() {
        assertThat(roles(claims -> claims.claim("scope", List.of("a", "b")))).containsExactly("a", "b");
        assertThat(roles(claims -> claims.claim("scope", " a  b "))).containsExactly("a", "b");
        assertThat(roles(claims -> claims.claim("scope", null))).isEmpty();
    }

    @Test
    void whatHasBeenProvenIsRememberedUntilItExpires() {
        String token = Signer.token(RSA, JWSAlgorithm.RS256, good());
        assertThat(tokens.remembered(token)).isEmpty();

        Authentication client = tokens.prove(token);

        assertThat(tokens.remembered(token)).contains(client);
        assertThat(tokens.remembered(token + "x")).isEmpty();
        clock.pass(Duration.ofMinutes(61));
        assertThat(tokens.remembered(token)).isEmpty();
        assertRefused("token-expired", token);
    }

    @Test
    void whatIsRefusedIsNotRemembered() {
        String token = Signer.token(Signer.rsa("rsa"), JWSAlgorithm.RS256, good());
        assertRefused("token-signature", token);

        assertThat(tokens.remembered(token)).isEmpty();
    }

    private JWTClaimsSet good() {
        return Signer.claims(clock.instant()).build();
    }

    private void assertGood(UnaryOperator<JWTClaimsSet.Builder> change) {
        roles(change);
    }

    private Iterable<String> roles(UnaryOperator<JWTClaimsSet.Builder> change) {
        return tokens.prove(changed(change)).getRoles();
    }

    private String changed(UnaryOperator<JWTClaimsSet.Builder> change) {
        return Signer.token(
                RSA,
                JWSAlgorithm.RS256,
                change.apply(Signer.claims(clock.instant())).build());
    }

    private void assertRefused(String code, UnaryOperator<JWTClaimsSet.Builder> change) {
        assertRefused(code, changed(change));
    }

    private void assertRefused(String code, String token) {
        assertThatThrownBy(() -> tokens.prove(token))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(code + ": ")
                .hasMessageNotContaining(token);
    }
}
