package dev.entrega.api.webhook;

import static dev.entrega.api.webhook.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacSchemeTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private static final String SECRET = "a-secret-of-enough-bytes";
    private static final String BODY = "{\"event\":{\"id\":\"e-1\"}}";

    // printf %s "$BODY" | openssl dgst -sha256 -hmac "$SECRET" -hex
    private static final String DIGITS = "63f1320f33beea7bd95bec1fa928cf3e33c81a2068f65624e5599d770ba77fc0";

    private static HmacScheme with(String... secrets) {
        return HmacScheme.in("X-Signature", "/event/id", "ACME_SECRETS", List.of(secrets));
    }

    @Test
    void whatThePartnerHasSignedPasses() {
        assertThat(with(SECRET).verify(request(BODY, NOW, "X-Signature", DIGITS)))
                .isEqualTo("e-1");
        assertThat(with("another-secret-of-ours", SECRET)
                        .prefixed("sha256=")
                        .verify(request(BODY, NOW, "x-signature", "sha256=" + DIGITS.toUpperCase(Locale.ROOT))))
                .isEqualTo("e-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "5bdc", "no digits", "sha256=5bdc", "="})
    void anotherSignatureIsRefused(String signature) {
        assertThatThrownBy(() -> with(SECRET).verify(request(BODY, NOW, "X-Signature", signature)))
                .hasMessageStartingWith("webhook-signature:");
        assertThatThrownBy(() -> with(SECRET).prefixed("v0=").verify(request(BODY, NOW, "X-Signature", DIGITS)))
                .hasMessageStartingWith("webhook-signature:");
        assertThatThrownBy(() -> with(SECRET).verify(request(BODY + " ", NOW, "X-Signature", DIGITS)))
                .hasMessageStartingWith("webhook-signature:");
    }

    @Test
    void aTimeIsSignedWithTheBody() {
        String time = Long.toString(NOW.getEpochSecond());
        String signature = HexFormat.of().formatHex(Hmac.of(SECRET.getBytes(UTF_8), time + ".", BODY.getBytes(UTF_8)));
        var scheme = with(SECRET).timestampIn("X-Time");

        assertThat(scheme.verify(request(BODY, NOW, "X-Signature", signature, "X-Time", time)))
                .isEqualTo("e-1");
        assertThatThrownBy(() ->
                        scheme.verify(request(BODY, NOW.plusSeconds(301), "X-Signature", signature, "X-Time", time)))
                .hasMessageStartingWith("webhook-timestamp:");
        assertThatThrownBy(() -> scheme.verify(request(BODY, NOW, "X-Signature", DIGITS, "X-Time", time)))
                .as("the body alone")
                .hasMessageStartingWith("webhook-signature:");
    }

    @Test
    void itsIdStandsInTheBody() {
        assertThat(with(SECRET).verify(signed("{\"event\":{\"id\":42}}"))).isEqualTo("42");
        for (String body : List.of("{}", "no JSON", "{\"event\":{\"id\":null}}", "{\"event\":{\"id\":{}}}")) {
            assertThatThrownBy(() -> with(SECRET).verify(signed(body)))
                    .hasMessage("webhook-id-missing: The body needs an id at /event/id.");
        }
    }

    @Test
    void twoSignaturesAreOneTooMany() {
        assertThatThrownBy(() -> with(SECRET).verify(request(BODY, NOW, "X-Signature", DIGITS, "X-Signature", DIGITS)))
                .hasMessageStartingWith("webhook-header-missing:");
    }

    private static SignedRequest signed(String body) {
        byte[] signature = Hmac.of(SECRET.getBytes(UTF_8), "", body.getBytes(UTF_8));
        return request(body, NOW, "X-Signature", HexFormat.of().formatHex(signature));
    }

    @Test
    void withoutASecretThatIsOneNothingStarts() {
        assertThatThrownBy(() -> with(" ")).hasMessageStartingWith("ACME_SECRETS: is missing; set it to");
        assertThatThrownBy(() -> with(SECRET, "fifteen-bytes--"))
                .hasMessage("ACME_SECRETS: holds a secret of less than 16 bytes; set it to the secret that is shared"
                        + " with the partner, or several; a comma divides two");
    }
}
