package dev.entrega.api.webhook;

import static dev.entrega.api.webhook.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.ConfigurationException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhooksTest {

    // The example that the specification's own libraries are tested with.
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final long SIGNED = 1614265330;
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static final String OTHER_SECRET = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static String verify(StandardWebhooks scheme, String body, long after, String signature) {
        return scheme.verify(request(
                body,
                Instant.ofEpochSecond(SIGNED + after),
                "webhook-id",
                ID,
                "webhook-timestamp",
                Long.toString(SIGNED),
                "webhook-signature",
                signature));
    }

    private static StandardWebhooks with(String... secrets) {
        return StandardWebhooks.with("ACME_SECRETS", List.of(secrets));
    }

    @Test
    void theSpecificationsExamplePasses() {
        assertThat(verify(with(SECRET), BODY, 0, SIGNATURE)).isEqualTo(ID);
    }

    @ParameterizedTest
    @CsvSource({"300, true", "-300, true", "301, false", "-301, false"})
    void itsTimeIsAtMostFiveMinutesFromOurs(long after, boolean passes) {
        if (passes) {
            assertThat(verify(with(SECRET), BODY, after, SIGNATURE)).isEqualTo(ID);
        } else {
            assertThatThrownBy(() -> verify(with(SECRET), BODY, after, SIGNATURE))
                    .hasMessageStartingWith("webhook-timestamp:");
        }
    }

    @Test
    void whileASecretIsChangedEitherIsTaken() {
        assertThat(verify(with(OTHER_SECRET, SECRET), BODY, 0, SIGNATURE)).isEqualTo(ID);
        assertThat(verify(with(SECRET), BODY, 0, "v1,AAAA v1a,AAAA " + SIGNATURE))
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1,AAAA",
                "v1,h0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1,not base64",
                "v1,",
                "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            })
    void anotherSignatureIsRefused(String signature) {
        assertThatThrownBy(() -> verify(with(SECRET), BODY, 0, signature)).hasMessageStartingWith("webhook-signature:");
    }

    @Test
    void anotherBodySecretIdOrTimeIsRefused() {
        assertThatThrownBy(() -> verify(with(SECRET), "{\"test\":2432232314}", 0, SIGNATURE))
                .as("the same JSON, written otherwise")
                .hasMessageStartingWith("webhook-signature:");
        assertThatThrownBy(() -> verify(with(OTHER_SECRET), BODY, 0, SIGNATURE))
                .hasMessageStartingWith("webhook-signature:");
        for (var changed : List.of("webhook-id", "webhook-timestamp")) {
            String id = changed.equals("webhook-id") ? ID + "x" : ID;
            long time = changed.equals("webhook-timestamp") ? SIGNED + 1 : SIGNED;
            assertThatThrownBy(() -> with(SECRET)
                            .verify(request(
                                    BODY,
                                    Instant.ofEpochSecond(SIGNED),
                                    "webhook-id",
                                    id,
                                    "webhook-timestamp",
                                    Long.toString(time),
                                    "webhook-signature",
                                    SIGNATURE)))
                    .hasMessageStartingWith("webhook-signature:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void aMissingHeaderIsSaid(String missing) {
        var headers = List.of("webhook-id", "webhook-timestamp", "webhook-signature").stream()
                .filter(name -> !name.equals(missing))
                .flatMap(name -> List.of(name, Long.toString(SIGNED)).stream())
                .toArray(String[]::new);

        assertThatThrownBy(() -> with(SECRET).verify(request(BODY, Instant.ofEpochSecond(SIGNED), headers)))
                .hasMessage("webhook-header-missing: This request needs one header " + missing + ".");
    }

    @Test
    void anIdThatLooksLikeMoreThanOneIsRefused() {
        assertThatThrownBy(() -> with(SECRET)
                        .verify(request(
                                BODY,
                                Instant.ofEpochSecond(SIGNED),
                                "webhook-id",
                                "msg.1",
                                "webhook-timestamp",
                                Long.toString(SIGNED),
                                "webhook-signature",
                                SIGNATURE)))
                .hasMessageStartingWith("webhook-id-malformed:");
    }

    @Test
    void aTimeThatIsNoneIsSaid() {
        assertThatThrownBy(() -> with(SECRET)
                        .verify(request(
                                BODY,
                                Instant.ofEpochSecond(SIGNED),
                                "webhook-id",
                                ID,
                                "webhook-timestamp",
                                "now",
                                "webhook-signature",
                                SIGNATURE)))
                .hasMessageStartingWith("webhook-timestamp-malformed:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_short", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_***"})
    void aMalformedSecretStopsTheStartAndIsNotShown(String secret) {
        assertThatThrownBy(() -> with(secret))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("ACME_SECRETS: holds a secret that is");
        assertThatThrownBy(() -> with("", " ")).hasMessageStartingWith("ACME_SECRETS: is missing; set it to");
    }
}
