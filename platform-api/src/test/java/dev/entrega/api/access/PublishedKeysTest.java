package dev.entrega.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entrega.messaging.issuer.Issuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the issuer itself is asked is tested where it is. */
class PublishedKeysTest {

    private volatile String published = "";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(exchange, "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\"}".formatted(url())));
        server.createContext("/keys", exchange -> answer(exchange, published));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JWKSet keys() throws IOException {
        return new PublishedKeys(new Issuer(url())).keys();
    }

    @Test
    void areWhereTheIssuersMetadataSays() throws IOException {
        var key = Signer.rsa("first");
        published = new JWKSet(key).toString();

        assertThat(keys().getKeyByKeyId("first")).isEqualTo(key.toPublicJWK());
    }

    @Test
    void whatIsNoSetOfKeysIsSaid() {
        published = "gold";

        assertThatThrownBy(this::keys).isInstanceOf(IOException.class).hasMessage(url() + "/keys is no set of keys");
    }
}
