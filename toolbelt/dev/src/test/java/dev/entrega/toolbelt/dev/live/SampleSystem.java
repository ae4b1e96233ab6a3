package dev.entrega.toolbelt.dev.live;

import dev.entrega.local.LocalCloud;
import dev.entrega.local.LocalPostgres;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.project.Environments;
import dev.entrega.toolbelt.project.Profile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Two services with what a minute has left behind: of four orders one was handled, and recognised twice more; one is a
 * dead letter; one waits in the queue; one is nowhere.
 */
public final class SampleSystem implements AutoCloseable {
    private static final List<String> SCRIPTS = List.of(
            "messaging/db/V1__outbox.sql",
            "messaging/db/V2__one_queue.sql",
            "consumer/db/V1__inbox.sql",
            "consumer/db/V2__operators.sql",
            "consumer/db/V4__crashes_queues_horizon.sql",
            "consumer/db/V6__order.sql");

    private static final ServiceDescription ORDERS = ServiceDescription.parse("""
        {"service":"orders-api","environment":"dev","database":true,"queue":null,"handlers":[],"settings":[],
         "publishes":[{"type":"order.placed.v1","topic":"dev_order_placed_v1"}]}\
        """);

    private static final ServiceDescription STOCK = ServiceDescription.parse("""
        {"service":"stock-service","environment":"dev","database":true,"publishes":[],"settings":[],
         "queue":{"name":"dev_stock-service","deadLetterQueue":"dev_stock-service_dlq",
                  "undeliveredQueue":"dev_stock-service_undelivered","visibility":"PT30S"},
         "handlers":[{"name":"reserve-stock","type":"order.placed.v1","topic":"dev_order_placed_v1",
                      "className":"dev.entrega.marketplace.stock.ReserveStock"}]}\
        """);

    private final LocalCloud cloud;
    private final LocalPostgres postgres;
    private final Profile profile;
    private final Resources resources;

    private SampleSystem(LocalCloud cloud, LocalPostgres postgres, Profile profile, Resources resources) {
        this.cloud = cloud;
        this.postgres = postgres;
        this.profile = profile;
        this.resources = resources;
    }

    public static SampleSystem start() throws Exception {
        var cloud = LocalCloud.start();
        var postgres = LocalPostgres.start();
        var profile = profile(cloud, postgres);
        var resources = Resources.connect(profile.broker());
        var system = new SampleSystem(cloud, postgres, profile, resources);
        for (String queue : List.of("dev_stock-service", "dev_stock-service_dlq", "dev_stock-service_undelivered")) {
            resources.createQueue(queue, Map.of());
        }
        system.send();
        system.run("orders-api", tables() + """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body, created_at, published_at)
            SELECT 'e' || n, 'order.placed.v1', '/orders-api', 'order-' || n, '{}',
                   clock_timestamp() - interval '1 minute', clock_timestamp() - interval '59 seconds'
              FROM generate_series(1, 4) AS n;
            """);
        system.run("stock-service", tables() + """
            INSERT INTO entrega.inbox (handler, source, event_id, duplicates)
            VALUES ('reserve-stock', '/orders-api', 'e1', 2);
            INSERT INTO entrega.dead_letter (handler, source, event_id, type, subject, reason, detail, attempts,
                                             first_failed_at, last_failed_at, body, attributes)
            VALUES ('reserve-stock', '/orders-api', 'e2', 'order.placed.v1', 'order-2', 'ATTEMPTS_EXHAUSTED',
                    'java.lang.IllegalStateException at ReserveStock.java:42', 3,
                    clock_timestamp(), clock_timestamp(), '{}', '{}');
            """);
        return system;
    }

    /** Begins to read it. */
    public Watch watch() {
        return watch(SampleSystem::services);
    }

    static List<KnownService> services() {
        return List.of(
                new KnownService(ORDERS, Map.of()), new KnownService(STOCK, Map.of("reserve-stock", Instant.EPOCH)));
    }

    Watch watch(Supplier<List<KnownService>> services) {
        var watch = new Watch(new Reader(profile, resources), services);
        watch.start();
        return watch;
    }

    /** A message more in the queue of the stock service. */
    void send() {
        resources.queue("dev_stock-service").send(List.of(new Message("{}", Map.of())));
    }

    public void run(String service, String sql) throws Exception {
        try (Connection connection = profile.connect(service);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Profile profile(LocalCloud cloud, LocalPostgres postgres) throws IOException {
        Path root = Files.createTempDirectory(Path.of("target"), "sample");
        Path file = Environments.ofDev(root);
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
            dev:
              region: %s
              endpoint: %s
              access-key-id: dev
              secret-access-key: dev
              services:
                orders-api: {database-url: "%s"}
                stock-service: {database-url: "%s"}
            """.formatted(
                cloud.region(), cloud.endpoint(), postgres.freshDatabase("orders"), postgres.freshDatabase("stock")));
        return Environments.read(root, Map.of()).profile("dev");
    }

    private static String tables() throws IOException {
        var sql = new StringBuilder("CREATE SCHEMA entrega;\n");
        for (String script : SCRIPTS) {
            try (var text = ServiceDescription.class.getResourceAsStream("/entrega/" + script)) {
                if (text == null) {
                    throw new IllegalStateException(script + " is not on the class path");
                }
                sql.append(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return sql.toString();
    }

    @Override
    public void close() {
        resources.close();
        cloud.close();
        postgres.close();
    }
}
