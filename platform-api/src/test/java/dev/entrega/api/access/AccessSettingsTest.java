package dev.entrega.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.example.org",
                "https://login.example.org:8443/realms/shop/",
                "http://localhost:4567",
                "http://127.0.0.1:4567",
                "http://[::1]:4567",
                "none"
            })
    void anIssuerIsAUrlThatNobodyElseCanAnswerFor(String issuer) {
        assertThat(new AccessSettings(issuer, "entrega").isMissing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.org",
                "http://localhost.example.org",
                "http://127.0.0.1.example.org",
                "https://login.example.org?realm=shop",
                "https://login.example.org#shop",
                "login.example.org",
                "ftp://localhost",
                "https:///realms",
                "https://login example.org",
                "NONE"
            })
    void anythingElseIsRefused(String issuer) {
        assertThatThrownBy(() -> new AccessSettings(issuer, "entrega"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("OAUTH_ISSUER: \"" + issuer
                        + "\" is not https://HOST/PATH, nor http on this machine alone; " + AccessSettings.REMEDY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "\"quoted\""})
    void anAudienceIsOneWord(String audience) {
        assertThatThrownBy(() -> new AccessSettings("none", audience)).hasMessageStartingWith("OAUTH_AUDIENCE: ");
    }
}
