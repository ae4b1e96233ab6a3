package dev.entrega.marketplace.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.local.LocalCloud;
import dev.entrega.local.SharedCloud;
import dev.entrega.marketplace.contract.OrderReceivedV1;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service as it runs, without a database, and somebody who reads what it publishes. */
class MarketplaceWebhookTest {
    private static final byte[] BAZAAR_KEY = "the-bazaar-and-we-know-this-one".getBytes(StandardCharsets.UTF_8);
    private static final String KIOSK_SECRET = "the-kiosk-and-we-know-this-one";
    private static final String ENVIRONMENT = "t" + UUID.randomUUID().toString().substring(0, 8);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static EmbeddedServer server;
    private static Queue reader;

    @BeforeAll
    static void start() {
        server = start(Map.of());
        var beans = server.getApplicationContext();
        var topology = new Topology(
                new Service("reader", ENVIRONMENT),
                Set.of(),
                Lanes.main(Set.of(OrderReceivedV1.TYPE)),
                Duration.ofSeconds(30));
        beans.getBean(TopologyPlanner.class).apply(topology);
        var declared = topology.lanes().queues().findFirst().orElseThrow();
        reader = beans.getBean(Resources.class)
                .queue(topology.names().of(declared).queue());
    }

    private static EmbeddedServer start(Map<String, String> more) {
        var settings = new HashMap<String, Object>(SharedCloud.settings("webhook"));
        settings.putAll(Map.of(
                "entrega.env",
                ENVIRONMENT,
                "micronaut.server.port",
                -1,
                "bazaar.secrets",
                "whsec_" + Base64.getEncoder().encodeToString(BAZAAR_KEY),
                "kiosk.secrets",
                "an-older-one-of-theirs," + KIOSK_SECRET));
        settings.remove("database.url");
        settings.putAll(more);
        return ApplicationContext.run(EmbeddedServer.class, settings);
    }

    @AfterAll
    static void stop() {
        HTTP.close();
        server.close();
    }

    @Test
    void anOrderOfTheBazaarIsPassedOnUnderItsOwnIdHoweverOftenItIsSent() throws Exception {
        String body = """
                {"number":"B-4711","customer":{"name":"Ada","mail":"ada@example.org","address":"1 Street"},
                 "items":[{"sku":"SKU-001","pieces":2}],"said":"thank you"}""";

        assertThat(fromBazaar("msg_1", body).statusCode()).isEqualTo(202);
        assertThat(fromBazaar("msg_1", body).statusCode()).isEqualTo(202);

        var events = arrived(2);
        assertThat(events).extracting(CloudEvent::id).containsOnly("bazaar:msg_1/1");
        assertThat(events).extracting(CloudEvent::subject).containsOnly("bazaar-B-4711");
        assertThat(events.getFirst().data()).isEqualTo(json("""
                {"channel":"bazaar","reference":"B-4711",
                 "buyer":{"name":"Ada","email":"ada@example.org","address":"1 Street"},
                 "lines":[{"sku":"SKU-001","quantity":2}]}"""));
    }

    @Test
    void anOrderOfTheKioskIsPassedOnToo() throws Exception {
        assertThat(fromKiosk("""
                        {"id":"k-1","order_no":"77","customer_name":"Ada","customer_email":"ada@example.org",
                         "basket":{"SKU-002":3}}""").statusCode()).isEqualTo(202);

        var event = arrived(1).getFirst();
        assertThat(event.id()).isEqualTo("kiosk:k-1/1");
        assertThat(event.data()).isEqualTo(json("""
                {"channel":"kiosk","reference":"77","buyer":{"name":"Ada","email":"ada@example.org"},
                 "lines":[{"sku":"SKU-002","quantity":3}]}"""));
    }

    @Test
    void anOrderThatNobodySignedIsRefusedUnread() throws Exception {
        var answer = send(HttpRequest.newBuilder(uri("/kiosk/orders"))
                .header("Content-Type", "application/json")
                .header("X-Kiosk-Signature", "sha256=" + "00".repeat(32))
                .POST(BodyPublishers.ofString("no JSON")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void whatAPartnerIsAnsweredIsDocumented() throws Exception {
        assertThat(send(HttpRequest.newBuilder(uri("/openapi.json"))).body().replaceAll("\\s", ""))
                .contains("\"/bazaar/orders\":{\"post\":", "\"/kiosk/orders\":{\"post\":")
                .contains("\"202\":{\"description\":\"Done.\"},\"400\":", "\"401\":{", "\"order_no\":{");
    }

    @Test
    void anOrderThatTheContractDoesNotAllowIsRefusedWithThePlace() throws Exception {
        var answer = fromBazaar("msg_2", """
                {"number":"B-1","customer":{"name":"Ada","mail":"nowhere"},"items":[{"sku":"SKU-001","pieces":2}]}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("{\"pointer\":\"/buyer/email\"").doesNotContain("nowhere");
    }

    @Test
    void anOrderIsNeverConfirmedWhileTheBrokerIsDown() throws Exception {
        var cloud = LocalCloud.start();
        try (var alone = start(Map.of("aws.endpoint-url", cloud.endpoint().toString()))) {
            String body = """
                    {"id":"k-2","order_no":"78","customer_name":"Ada","customer_email":"ada@example.org",
                     "basket":{"SKU-002":3}}""";
            assertThat(fromKiosk(alone, body).statusCode()).isEqualTo(202);
            cloud.close();

            var answer = fromKiosk(alone, body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("\"code\":\"not-published\"").doesNotContain("127.0.0.1");
        }
    }

    @Test
    void withoutAPartnersSecretItDoesNotStart() {
        assertThatThrownBy(() -> start(Map.of("kiosk.secrets", "")))
                .hasStackTraceContaining("KIOSK_SECRETS: is missing");
    }

    private static HttpResponse<String> fromBazaar(String id, String body) throws Exception {
        String time = Long.toString(Instant.now().getEpochSecond());
        String signature = Base64.getEncoder().encodeToString(hmac(BAZAAR_KEY, id + "." + time + "." + body));
        return send(HttpRequest.newBuilder(uri("/bazaar/orders"))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", time)
                .header("webhook-signature", "v1," + signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> fromKiosk(String body) throws Exception {
        return fromKiosk(server, body);
    }

    private static HttpResponse<String> fromKiosk(EmbeddedServer to, String body) throws Exception {
        String signature = HexFormat.of().formatHex(hmac(KIOSK_SECRET.getBytes(StandardCharsets.UTF_8), body));
        return send(HttpRequest.newBuilder(URI.create(to.getURL() + "/kiosk/orders"))
                .header("Content-Type", "application/json")
                .header("X-Kiosk-Signature", "sha256=" + signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static URI uri(String path) {
        return URI.create(server.getURL() + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    /** So many events, and no more within a second. */
    private static List<CloudEvent> arrived(int count) {
        var format = new CloudEventFormat();
        var events = new ArrayList<CloudEvent>();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean more = true;
        while ((events.size() < count && System.nanoTime() < end) || more) {
            var messages = reader.receive(Queue.MAX_BATCH, Duration.ofSeconds(1), Duration.ofSeconds(30));
            more = !messages.isEmpty();
            messages.forEach(message -> {
                events.add(format.read(message.body()));
                reader.delete(List.of(message.receipt()));
            });
        }
        assertThat(events).hasSize(count);
        return events;
    }
}
