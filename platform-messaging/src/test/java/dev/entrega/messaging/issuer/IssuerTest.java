package dev.entrega.messaging.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How an issuer is asked. */
class IssuerTest {
    private final Map<String, String> pages = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final HttpServer server = listening();

    private static HttpServer listening() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            String page = pages.get(path);
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (page.startsWith("/")) {
                exchange.getResponseHeaders().set("Location", page);
                exchange.sendResponseHeaders(302, -1);
            } else {
                byte[] bytes = page.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private String metadata(String issuer, String keys) {
        return "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
    }

    private void assertNamesKeys(String issuer) throws IOException {
        assertThat(new Issuer(issuer).address("jwks_uri")).hasToString(url() + "/keys");
    }

    @Test
    void itsAddressesAreWhereItsMetadataSays() throws IOException {
        pages.put("/realms/shop/.well-known/openid-configuration", metadata(url() + "/realms/shop", url() + "/keys"));

        assertNamesKeys(url() + "/realms/shop");
    }

    @Test
    void aSlashAtTheEndIsPartOfItsNameAndNotOfThePath() throws IOException {
        pages.put("/.well-known/openid-configuration", metadata(url() + "/", url() + "/keys"));

        assertNamesKeys(url() + "/");
        assertRefused(url(), url() + " has the metadata of another issuer, \"" + url() + "/\"");
    }

    @Test
    void anIssuerWithoutOpenIdConnectHasItsMetadataElsewhere() throws IOException {
        pages.put(
                "/.well-known/oauth-authorization-server/realms/shop",
                metadata(url() + "/realms/shop", url() + "/keys"));

        assertNamesKeys(url() + "/realms/shop");
        assertThat(asked)
                .containsExactly(
                        "/realms/shop/.well-known/openid-configuration",
                        "/.well-known/oauth-authorization-server/realms/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://login.example.org/keys", "", "http://[", "ftp://localhost/keys"})
    void anAddressWhereAnybodyCouldListenIsNotTaken(String address) {
        pages.put("/.well-known/openid-configuration", metadata(url(), address));

        assertRefused(url(), url() + " names a jwks_uri that is neither https nor on this machine");
    }

    @Test
    void nothingIsFollowedElsewhereAndNothingIsReadWithoutEnd() {
        pages.put("/.well-known/openid-configuration", "/elsewhere");
        assertRefused(url(), url() + "/.well-known/openid-configuration answers 302");

        pages.put("/.well-known/openid-configuration", "{\"issuer\":\"" + "x".repeat(1024 * 1024) + "\"}");
        assertRefused(url(), url() + "/.well-known/openid-configuration can't be read: ");
    }

    @Test
    void whatIsNoAnswerIsSaid() {
        assertRefused(url(), url() + "/.well-known/oauth-authorization-server answers 404");

        pages.put("/.well-known/openid-configuration", "gold");
        assertRefused(url(), url() + "/.well-known/openid-configuration answers 200 and no JSON");

        server.stop(0);
        assertRefused(url(), url() + "/.well-known/openid-configuration can't be read: ");
    }

    private static void assertRefused(String issuer, String why) {
        assertThatThrownBy(() -> new Issuer(issuer).address("jwks_uri"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(why);
    }
}
