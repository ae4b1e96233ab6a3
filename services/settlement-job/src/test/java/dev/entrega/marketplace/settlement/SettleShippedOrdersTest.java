package dev.entrega.marketplace.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.entrega.local.LocalIssuer;
import dev.entrega.local.SharedCloud;
import dev.entrega.marketplace.contract.PayoutDueV1;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.ServiceCommand;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as it runs, with what {@code orders-api} answers. */
class SettleShippedOrdersTest {
    private static final String JOB = "settle-shipped-orders";
    private static final int ALL = 250;
    private static final String SECRET = "settlement-secret";

    private final LocalIssuer issuer = LocalIssuer.start(0).register("settlement-job", SECRET, "orders:read");

    private final String environment = "t" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> asked = new ArrayList<>();
    private final Set<String> tokens = new HashSet<>();
    private HttpServer orders;
    private int status = 200;
    private boolean nothing;

    /** The schedule has its own runs, each minute; a test is to be over before. */
    @BeforeEach
    void awaitTheNextRun() throws InterruptedException {
        int second = LocalTime.now(ZoneOffset.UTC).getSecond();
        if (second >= 45) {
            Thread.sleep(Duration.ofSeconds(61 - second));
        }
    }

    /** As orders-api pages: by id, with a Link to the next page. */
    @BeforeEach
    void start() throws IOException {
        orders = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        orders.createContext("/orders", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            asked.add(query);
            tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            int from = query.contains("cursor=") ? Integer.parseInt(query.replaceAll(".*cursor=o-(\\d+).*", "$1")) : 0;
            int to = Math.min(ALL, from + 100);
            String body = IntStream.rangeClosed(from + 1, to)
                    .mapToObj(i ->
                            "{\"id\":\"o-%d\",\"state\":\"shipped\",\"total\":{\"amount\":%d,\"currency\":\"EUR\"}}"
                                    .formatted(i, 100 + i))
                    .collect(Collectors.joining(",", "{\"orders\":[", "]}"));
            if (to < ALL && !nothing) {
                exchange.getResponseHeaders()
                        .set("Link", "</orders?limit=100&cursor=o-" + to + "&state=shipped>; rel=\"next\"");
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = (nothing ? "{}" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        orders.start();
    }

    @AfterEach
    void stop() {
        orders.stop(0);
        issuer.close();
    }

    @Test
    void saysOfEachShippedOrderThatItsPayoutIsDue() {
        try (var service = service(true)) {
            run(service, "--now");

            assertThat(asked).hasSize(3).allMatch(query -> query.contains("state=shipped"));
            assertThat(tokens).singleElement().asString().startsWith("Bearer ey");
            assertThat(sql(service, "SELECT count(DISTINCT subject) || ' of ' || count(*) FROM entrega.outbox"))
                    .isEqualTo("250 of 250");
            assertThat(sql(
                            service,
                            "SELECT body::json #>> '{data,amount}' FROM entrega.outbox WHERE subject = 'o-250'"))
                    .isEqualTo("{\"amount\":350,\"currency\":\"EUR\"}");
            assertThat(sql(service, "SELECT state || ' ' || done || ' of ' || total FROM entrega.job_run"))
                    .isEqualTo("done 250 of 250");
        }
    }

    /** As an orders-api says it that leaves empty lists out. */
    @Test
    void thereIsNothingToDoIfNothingIsShipped() {
        nothing = true;
        try (var service = service(true)) {
            run(service, "--now");

            assertThat(sql(service, "SELECT state FROM entrega.job_run")).isEqualTo("done");
            assertThat(sql(service, "SELECT count(*) FROM entrega.outbox")).isEqualTo("0");
        }
    }

    @Test
    void aRunHasFailedIfTheOrdersCannotBeRead() {
        status = 503;
        try (var service = service(true)) {
            assertThatThrownBy(() -> run(service, "--now")).isInstanceOf(MessagingException.class);

            assertThat(sql(service, "SELECT state FROM entrega.job_run")).isEqualTo("failed");
            assertThat(sql(service, "SELECT count(*) FROM entrega.outbox")).isEqualTo("0");
        }
    }

    @Test
    void withoutADatabaseTwoRunsOfOneDueTimeHaveOneEffect() {
        try (var service = service(false)) {
            var reader = reader(service);

            var first = published(service, reader);
            var second = published(service, reader);

            assertThat(first).hasSize(ALL);
            assertThat(second).isEqualTo(first);
        }
    }

    /** The ids of what a run of what is due publishes. */
    private static Set<String> published(ApplicationContext service, Queue reader) {
        run(service);
        var ids = new HashSet<String>();
        List<CloudEvent> events;
        do {
            var messages = reader.receive(Queue.MAX_BATCH, Duration.ofSeconds(1), Duration.ofSeconds(30));
            events = messages.stream()
                    .map(message -> new CloudEventFormat().read(message.body()))
                    .toList();
            if (!messages.isEmpty()) {
                reader.delete(
                        messages.stream().map(message -> message.receipt()).toList());
            }
            events.forEach(event -> ids.add(event.id()));
        } while (!events.isEmpty());
        return ids;
    }

    private static Queue reader(ApplicationContext service) {
        var topology = new Topology(
                new Service("reader", service.getRequiredProperty("entrega.env", String.class)),
                Set.of(),
                Lanes.main(Set.of(PayoutDueV1.TYPE)),
                Duration.ofSeconds(30));
        service.getBean(TopologyPlanner.class).apply(topology);
        var declared = topology.lanes().queues().findFirst().orElseThrow();
        return service.getBean(Resources.class)
                .queue(topology.names().of(declared).queue());
    }

    private static void run(ApplicationContext service, String... options) {
        var arguments = new ArrayList<>(List.of(JOB));
        arguments.addAll(List.of(options));
        service.getBean(ServiceCommand.class).run(arguments);
    }

    private static String sql(ApplicationContext service, String sql) {
        return service.getBean(Transactions.class).write(connection -> {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : "";
            }
        });
    }

    private ApplicationContext service(boolean database) {
        var settings = new HashMap<>(SharedCloud.settings("settlement"));
        settings.put("entrega.env", environment);
        settings.put(
                "upstreams.orders-api.url",
                "http://localhost:" + orders.getAddress().getPort());
        settings.put("oauth.issuer", issuer.issuer().toString());
        settings.put("oauth.client-id", "settlement-job");
        settings.put("oauth.client-secret", SECRET);
        if (!database) {
            settings.remove("database.url");
        }
        return ApplicationContext.run(settings);
    }
}
