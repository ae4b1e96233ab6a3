package dev.entrega.api.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static EmbeddedServer server;

    @BeforeAll
    static void start() {
        server = start(Map.of());
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        server.close();
    }

    private static EmbeddedServer start(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(SharedCloud.settings("webhook"));
        settings.putAll(Map.of(
                "entrega.service", "marketplace-webhook",
                "partner", "acme",
                "entrega.http.drain", "0s",
                "micronaut.server.port", -1));
        settings.putAll(more);
        return ApplicationContext.run(EmbeddedServer.class, settings);
    }

    private static HttpResponse<String> send(String id, String codes) throws Exception {
        String body = "{\"id\":\"" + id + "\",\"codes\":" + codes + "}";
        return send(body, Hmac.of(PartnerCalls.SECRET.getBytes(UTF_8), "", body.getBytes(UTF_8)));
    }

    private static HttpResponse<String> send(String body, byte[] signature) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server.getURL() + "/parcels"))
                        .header("Content-Type", "application/json")
                        .header("X-Signature", HexFormat.of().formatHex(signature))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aRequestThatComesAgainPublishesUnderTheSameIds() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(send("again", "[\"A\",\"B\"]").statusCode()).isEqualTo(202);
        }

        assertThat(published("acme:again/%"))
                .containsExactly("acme:again/1 A", "acme:again/1 A", "acme:again/2 B", "acme:again/2 B");
    }

    private static List<String> published(String ids) {
        return server.getApplicationContext().getBean(Transactions.class).write(connection -> {
            try (var select =
                    connection.prepareStatement("SELECT event_id || ' ' || (body::jsonb #>> '{data,trackingCode}')"
                            + " FROM entrega.outbox WHERE event_id LIKE ? ORDER BY 1")) {
                select.setString(1, ids);
                var found = new ArrayList<String>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", " ", ""})
    void anIdThatNoIdCanBeIsRefused(String id) throws Exception {
        assertThat(send(id, "[]").body()).contains("webhook-id-malformed");
        assertThat(send("x".repeat(201), "[]").statusCode()).isEqualTo(400);
        assertThat(send("x".repeat(200), "[]").statusCode()).isEqualTo(202);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItIsVerified() throws Exception {
        assertThat(send("x".repeat(3 * 1024 * 1024), new byte[32]).statusCode()).isEqualTo(413);
    }

    @Test
    void whatItsContractDoesNotAllowIsRefusedWithThePlace() throws Exception {
        var answer = send("1", "[\"with space\"]");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body())
                .contains("webhook-not-allowed", "{\"pointer\":\"/trackingCode\",\"detail\":\"pattern\"}")
                .doesNotContain("with space");
    }

    @Test
    void anEventAboutNothingIsRefused() throws Exception {
        String body = "{\"id\":\"2\",\"codes\":[\"A\"],\"subject\":\" \"}";
        var answer = send(body, Hmac.of(PartnerCalls.SECRET.getBytes(UTF_8), "", body.getBytes(UTF_8)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    }

    @Test
    void aSchemeMayBlockWithoutKeepingOthersFromTheirAnswers() throws Exception {
        assertThat(send("thread", "[]").statusCode()).isEqualTo(202);
        assertThat(server.getApplicationContext()
                        .getBean(PartnerCalls.Watched.class)
                        .onEventLoop())
                .isFalse();
    }

    @Test
    void aNameThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> start(Map.of("mistake", "name")))
                .hasMessage("@Webhook(\"a:b\"): that is no name; use lower-case letters, digits and hyphens");
    }

    @Test
    void aMethodThatEndsBeforeItsWorkStopsTheStart() {
        assertThatThrownBy(() -> start(Map.of("mistake", "asynchronous")))
                .hasMessage("@Webhook(\"acme\"): its method ends before its work does; return the answer itself");
    }

    @Test
    void aPartnerWithoutASchemeStopsTheStart() {
        assertThatThrownBy(() -> start(Map.of("partner", "unknown")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("@Webhook(\"acme\"): nothing says how its requests are signed;"
                        + " make a bean WebhookScheme with @Named(\"acme\")");
    }
}
