package dev.entrega.messaging.runtime;

import static dev.entrega.messaging.TestService.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.SharedCloud;
import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.faults.TcpProxy;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.messaging.TestQueue;
import dev.entrega.messaging.TestService;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relays in processes of their own, ended by real signals. */
@Tag("faults")
class RelayProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The lease, the poll after it, and a slow machine. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(8);

    private final Map<String, Object> settings = new HashMap<>(SharedCloud.settings("relaying"));

    private TestService service(String environment) {
        settings.put("entrega.env", environment);
        settings.put("entrega.service", "orders-api");
        var outside = new HashMap<>(settings);
        outside.put("entrega.outbox.relay", "outside");
        return TestService.start(environment, outside);
    }

    private static String publish(TestService service, String subject) {
        return service.transactions()
                .executeWrite(status -> service.publisher().publish(subject, order(1)))
                .id();
    }

    @Test
    void aRelayKilledBetweenPublishAndMarkIsFollowedByAnotherWhichSendsTheSameEventAgain() throws Exception {
        try (var service = service("killed");
                var killed = RelayingProcess.start(settings, "stuck")) {
            var reader = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
            String id = publish(service, "order-1");
            killed.awaitPublished();
            await().atMost(PATIENCE).until(() -> reader.eventIds().contains(id));

            try (var other = RelayingProcess.start(settings, "relay")) {
                other.awaitLine("is ready, its relay alone");
                killed.kill();

                await().atMost(TAKEN_OVER)
                        .until(() ->
                                reader.eventIds().stream().filter(id::equals).count() == 2);
                await().until(() ->
                        service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL") == 0);
            }
        }
    }

    @Test
    void aRelayOfItsOwnSendsWhatTheOtherProcessesCommitUntilItIsTerminated() throws Exception {
        try (var service = service("outside");
                var relay = RelayingProcess.start(settings, "relay")) {
            var reader = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
            String id = publish(service, "order-1");
            relay.awaitLine("is ready, its relay alone");

            await().atMost(PATIENCE).until(() -> reader.eventIds().contains(id));
            assertThat(relay.terminate()).isEqualTo(143);

            publish(service, "order-2");
            assertThat(service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL"))
                    .as("nobody relays any more")
                    .isEqualTo(1);
        }
    }

    @Test
    void aRelayWaitsForADatabaseThatIsOutOfReachAndSendsWhenItIsThere() throws Exception {
        try (var service = service("waiting")) {
            var reader = TestQueue.subscribe(service, "reader", OrderPlacedV1.TYPE);
            String id = publish(service, "order-1");
            String url = String.valueOf(settings.get("database.url"));
            var address = URI.create(url);
            try (var proxy = TcpProxy.before(address.getHost(), address.getPort())) {
                proxy.set(new TcpFault.Refused());
                settings.put("database.url", proxy.through(url));
                try (var relay = RelayingProcess.start(settings, "relay")) {
                    relay.awaitLine("orders-api waits for the database");

                    proxy.set(new TcpFault.None());

                    relay.awaitLine("is ready, its relay alone");
                    await().atMost(PATIENCE).until(() -> reader.eventIds().contains(id));
                }
            }
        }
    }

    @Test
    void aRelayThatWaitsEndsWhenItIsTerminated() throws Exception {
        service("ending").close();
        String url = String.valueOf(settings.get("database.url"));
        var address = URI.create(url);
        try (var proxy = TcpProxy.before(address.getHost(), address.getPort())) {
            proxy.set(new TcpFault.Refused());
            settings.put("database.url", proxy.through(url));
            try (var relay = RelayingProcess.start(settings, "relay")) {
                relay.awaitLine("orders-api waits for the database");

                assertThat(relay.terminate()).isEqualTo(143);
            }
        }
    }

    @Test
    void withoutADatabaseThereIsNothingToRelay() throws Exception {
        settings.put("entrega.service", "orders-api");
        settings.remove("database.url");
        try (var relay = RelayingProcess.start(settings, "relay")) {
            relay.awaitLine("can't start: DATABASE_URL: is not set, so there is no outbox to relay from");
            assertThat(relay.waitFor()).isEqualTo(1);
        }
    }
}
