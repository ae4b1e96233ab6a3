package dev.entrega.messaging.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.issuer.IssuerServer.Question;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an issuer is asked. */
class IssuerTest {
    private final IssuerServer server = new IssuerServer();
    private final String url = server.url();

    @AfterEach
    void stop() {
        server.close();
    }

    private String metadata(String issuer, String keys) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
    }

    private void assertNamesKeys(String issuer) throws IOException {
        assertThat(new Issuer(issuer).address("jwks_uri")).hasToString(url + "/keys");
    }

    @Test
    void itsAddressesAreWhereItsMetadataSays() throws IOException {
        server.put("/realms/shop/.well-known/openid-configuration", metadata(url + "/realms/shop", url + "/keys"));

        assertNamesKeys(url + "/realms/shop");
    }

    @Test
    void aSlashAtTheEndIsPartOfItsNameAndNotOfThePath() throws IOException {
        server.put("/.well-known/openid-configuration", metadata(url + "/", url + "/keys"));

        assertNamesKeys(url + "/");
        assertRefused(url, url + " has the metadata of another issuer, \"" + url + "/\"");
    }

    @Test
    void anIssuerWithoutOpenIdConnectHasItsMetadataElsewhere() throws IOException {
        server.put(
                "/.well-known/oauth-authorization-server/realms/shop", metadata(url + "/realms/shop", url + "/keys"));

        assertNamesKeys(url + "/realms/shop");
        assertThat(server.asked())
                .extracting(Question::path)
                .containsExactly(
                        "/realms/shop/.well-known/openid-configuration",
                        "/.well-known/oauth-authorization-server/realms/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example.org/keys", "", "http://[", "ftp://localhost/keys"})
    void anAddressWhereAnybodyCouldListenIsNotTaken(String address) {
        server.put("/.well-known/openid-configuration", metadata(url, address));

        assertRefused(url, url + " names a jwks_uri that is neither https nor on this machine");
    }

    @Test
    void nothingIsFollowedElsewhereAndNothingIsReadWithoutEnd() {
        server.put("/.well-known/openid-configuration", 302, "/elsewhere");
        assertRefused(url, url + "/.well-known/openid-configuration answers 302");

        server.put("/.well-known/openid-configuration", "{\"issuer\":\"" + "x".repeat(1024 * 1024) + "\"}");
        assertRefused(url, url + "/.well-known/openid-configuration can't be read: ");
    }

    @Test
    void whatIsNoAnswerIsSaid() {
        assertRefused(url, url + "/.well-known/oauth-authorization-server answers 404");

        server.put("/.well-known/openid-configuration", "gold");
        assertRefused(url, url + "/.well-known/openid-configuration answers 200 and no JSON");

        server.close();
        assertRefused(url, url + "/.well-known/openid-configuration can't be read: ");
    }

    private static void assertRefused(String issuer, String why) {
        assertThatThrownBy(() -> new Issuer(issuer).address("jwks_uri"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(why);
    }
}
