package dev.entrega.marketplace.backoffice.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenTest {
    private static final String ISSUER = "https://issuer.example.org";
    private static final String CLIENT = "backoffice";
    private static final String NONCE = "once";
    private static final String KEY = "the-key";

    private static RSAKey key;

    @BeforeAll
    static void generate() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID(KEY).generate();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(CLIENT)
                .subject("4711")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("nonce", NONCE);
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY), new RSASSASigner(key), claims);
    }

    private static String signed(JWSHeader.Builder header, JWSSigner signer, JWTClaimsSet.Builder claims)
            throws JOSEException {
        var token = new SignedJWT(header.build(), claims.build());
        token.sign(signer);
        return token.serialize();
    }

    private static IdToken proven(String token) throws UnprovenException {
        return IdToken.proven(token, new JWKSet(key.toPublicJWK()), ISSUER, CLIENT, NONCE);
    }

    private static void assertRefused(String token) {
        assertThatThrownBy(() -> proven(token))
                .isInstanceOf(UnprovenException.class)
                .hasMessageStartingWith("the ID token ");
    }

    @Test
    void aGoodOneSaysWhoItIs() throws Exception {
        assertThat(proven(signed(claims()))).isEqualTo(new IdToken("4711", "4711"));
        assertThat(proven(signed(claims().claim("name", " Ana Sousa ").claim("email", "ana@example.org"))))
                .isEqualTo(new IdToken("4711", "Ana Sousa"));
        assertThat(proven(signed(claims().claim("name", 7).claim("preferred_username", "ana")))
                        .name())
                .isEqualTo("ana");
        assertThat(proven(signed(claims().audience(List.of("others", CLIENT)).claim("azp", CLIENT)))
                        .subject())
                .isEqualTo("4711");
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://issuer.example.org/",
        "aud, others",
        "sub, ",
        "nonce, twice",
        "nonce, ",
        "exp, ",
        "iat, ",
        "azp, others"
    })
    void oneThatSaysSomethingElseIsRefused(String claim, String value) throws JOSEException {
        assertRefused(signed(claims().claim(claim, value)));
    }

    @Test
    void oneThatIsOverOrForSeveralIsRefused() throws JOSEException {
        assertRefused(signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(61)))));
        assertRefused(signed(claims().audience(List.of("others", CLIENT))));
    }

    @Test
    void oneThatTheIssuerHasNotSignedIsRefused() throws JOSEException {
        var other = new RSAKeyGenerator(2048).keyID(KEY).generate();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY);
        String good = signed(claims());

        assertRefused(signed(header, new RSASSASigner(other), claims()));
        assertRefused(signed(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(KEY),
                new MACSigner(key.toRSAPublicKey().getEncoded()),
                claims()));
        assertRefused(new PlainJWT(claims().build()).serialize());
        assertRefused(good.substring(0, good.lastIndexOf('.') + 1));
    }

    /** An access token is made for others, who could bring it here. */
    @Test
    void anAccessTokenIsNone() throws JOSEException {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY).type(new JOSEObjectType("at+jwt"));

        assertRefused(signed(header, new RSASSASigner(key), claims()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "e30", "e30.e30.", "{}"})
    void whatIsNoTokenIsRefused(String text) {
        assertRefused(text);
    }
}
