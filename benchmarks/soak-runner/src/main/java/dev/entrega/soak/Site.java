package dev.entrega.soak;

import dev.entrega.local.FreePort;
import dev.entrega.local.LocalCloud;
import dev.entrega.local.LocalIssuer;
import dev.entrega.local.LocalPostgres;
import dev.entrega.local.faults.BrokerFault;
import dev.entrega.local.faults.BrokerProxy;
import dev.entrega.local.faults.TcpProxy;
import dev.entrega.messaging.aws.Access;
import dev.entrega.messaging.aws.Operations.QueueState;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.soak.ServiceSite.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The marketplace on this machine: two processes of each service, a database each, and proxies between all of them. SQS
 * behaves from the first call to the last as it may: it delivers twice, in another order, takes a part of a batch, loses
 * answers.
 */
final class Site implements AutoCloseable {

    static final String ENVIRONMENT = "soak";

    /** In passwords and in what is personal: nothing of it may ever be logged. */
    static final String CANARY = "canary7d1f";

    /** Whose orders come by webhook. */
    static final StandardWebhook PARTNER = new StandardWebhook("partner-" + CANARY + "-of-the-soak");

    /** However busy the machine is: a client that can't write down what it was told has proven nothing. */
    private static final Duration LEDGER_PATIENCE = Duration.ofMinutes(2);

    static final String ORDERS = "orders-api";
    static final String STOCK = "stock-service";
    static final String TURNOVER = "turnover-service";
    static final String AUDIT = "audit-service";
    static final String WEBHOOK = "marketplace-webhook";
    static final String SETTLEMENT = "settlement-job";

    private static final List<String> HAS_CLIENTS = List.of(ORDERS, WEBHOOK);

    private static final int REPLICAS = 2;

    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms32m", "-Xmx160m");

    private static final Map<String, String> MAIN = Map.of(
            ORDERS, "dev.entrega.marketplace.order.OrdersApi",
            STOCK, "dev.entrega.marketplace.stock.StockService",
            TURNOVER, "dev.entrega.marketplace.turnover.TurnoverService",
            AUDIT, "dev.entrega.soak.audit.AuditService",
            WEBHOOK, "dev.entrega.marketplace.partner.MarketplaceWebhook",
            SETTLEMENT, "dev.entrega.marketplace.settlement.SettlementJob");

    /** Those with handlers, and so with dead letters. */
    private static final List<String> CONSUMERS = List.of(AUDIT, ORDERS, STOCK, TURNOVER);

    private final Path home;
    private final Path folder;
    private final Options options;
    private final Deque<AutoCloseable> belongings = new ArrayDeque<>();
    private final LocalPostgres postgres;
    private final LocalCloud cloud;
    private final LocalIssuer issuer;
    private final BrokerProxy broker;
    private final Resources resources;
    private final Ledger ledger;
    private final Map<String, ServiceSite> services = new HashMap<>();
    private final Map<String, List<URI>> fronts = new HashMap<>();

    /**
     * Starts everything and returns when every process is ready.
     *
     * @param home the clone
     * @param folder for logs and what else is left
     */
    Site(Path home, Path folder, Options options) throws SQLException, IOException, InterruptedException {
        this.home = home;
        this.folder = folder;
        this.options = options;
        try {
            postgres = keep(LocalPostgres.start());
            cloud = keep(LocalCloud.start());
            issuer = keep(LocalIssuer.start(0).register(SETTLEMENT, CANARY, "orders:read"));
            ledger = keep(
                    new Ledger(new Database(keep(LocalPostgres.start()).freshDatabase("ledger"), LEDGER_PATIENCE)));
            broker = keep(BrokerProxy.before(cloud.endpoint(), options.seed()));
            resources = keep(Resources.connect(
                    new Access(cloud.region(), cloud.endpoint().toString(), "soak", "soak")));
            var classPath = mutated();
            for (String service : List.of(ORDERS, STOCK, TURNOVER, AUDIT, WEBHOOK, SETTLEMENT)) {
                services.put(service, keep(service(service, classPath)));
            }
            for (var service : services.values()) {
                for (var replica : service.replicas()) {
                    replica.awaitReady();
                }
            }
        } catch (RuntimeException | SQLException | IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T belonging) {
        belongings.push(belonging);
        return belonging;
    }

    /** SQS is at least once, in no order, and each entry of a batch has its own fate. Until the broker is healed. */
    void hurtBroker() {
        // The rarest first, since the first that fires decides.
        broker.sometimes(0.005, BrokerCallsTo.ANY, new BrokerFault.AnswerLost());
        broker.sometimes(0.01, BrokerCallsTo.ACKNOWLEDGING, new BrokerFault.EntriesFailed(3, false));
        broker.sometimes(0.05, BrokerCallsTo.PUBLISHING, new BrokerFault.EntriesFailed(3, false));
        broker.sometimes(0.10, BrokerCallsTo.SENDING, new BrokerFault.Duplicated());
        broker.sometimes(0.20, BrokerCallsTo.SENDING, new BrokerFault.Overtaken(Duration.ofMillis(200)));
    }

    /** What lies before the services' jars: the failpoints, and before them what a mutant has changed. */
    private List<Path> mutated() {
        var failpoints = jar("benchmarks/soak-failpoints/target/soak-failpoints.jar");
        if (options.mutant().isEmpty()) {
            return List.of(failpoints);
        }
        Path changed = folder.resolve("mutant");
        var libraries = new ArrayList<>(libraries());
        libraries.add(failpoints);
        options.mutant().get().compile(home, libraries, changed);
        return List.of(changed, failpoints);
    }

    private List<Path> libraries() {
        try (var jars =
                Files.list(jar("services/orders-api/target/orders-api.jar").resolveSibling("lib"))) {
            return jars.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path jar(String path) {
        Path jar = home.resolve(path);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is not built: run benchmarks/soak, which does it");
        }
        return jar;
    }

    private ServiceSite service(String name, List<Path> classPath) throws SQLException, IOException {
        Path jar = name.equals(AUDIT)
                ? jar("benchmarks/soak-audit/target/soak-audit.jar")
                : jar("services/" + name + "/target/" + name + ".jar");
        var settings = new HashMap<String, String>();
        Optional<Store> store = Optional.empty();
        if (!name.equals(WEBHOOK)) {
            String url = ownedByACanary(postgres.freshDatabase(name.replace("-", "_")));
            var address = URI.create(url);
            var link = TcpProxy.before(address.getHost(), address.getPort());
            settings.put("DATABASE_URL", link.through(url));
            store = Optional.of(new Store(new Database(url), link));
        }
        var toBroker = TcpProxy.before("127.0.0.1", broker.endpoint().getPort());
        Path failpoints = Files.createDirectories(folder.resolve("failpoints").resolve(name));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of(
                "-cp",
                String.join(
                        ":",
                        Stream.concat(classPath.stream(), Stream.of(jar))
                                .map(Path::toString)
                                .toList()),
                MAIN.getOrDefault(name, "")));
        var replicas = new ArrayList<Replica>();
        for (int i = 1; i <= REPLICAS; i++) {
            int port = FreePort.find();
            var environment = environment(toBroker.port(), failpoints, port);
            environment.putAll(settings);
            replicas.add(new Replica(name + "-" + i, command, environment, folder));
            if (HAS_CLIENTS.contains(name)) {
                var front = keep(TcpProxy.before("127.0.0.1", port));
                fronts.computeIfAbsent(name, service -> new ArrayList<>())
                        .add(URI.create("http://127.0.0.1:" + front.port()));
            }
        }
        return new ServiceSite(name, store, toBroker, failpoints, List.copyOf(replicas));
    }

    private static String ownedByACanary(String url) throws SQLException {
        try (var database = new Database(url)) {
            database.run("""
                DO $$ BEGIN CREATE ROLE soak LOGIN SUPERUSER PASSWORD '%s'; EXCEPTION WHEN duplicate_object THEN END $$""".formatted(CANARY));
        }
        return url.replaceFirst("//[^@]*@", "//soak:" + CANARY + "@");
    }

    private Map<String, String> environment(int broker, Path failpoints, int port) {
        var environment = new HashMap<String, String>();
        environment.put("PORT", Integer.toString(port));
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + broker);
        environment.put("AWS_REGION", cloud.region());
        environment.put("AWS_ACCESS_KEY_ID", "soak");
        environment.put("AWS_SECRET_ACCESS_KEY", CANARY);
        environment.put("ENTREGA_ENV", ENVIRONMENT);
        environment.put("OAUTH_ISSUER", issuer.issuer().toString());
        environment.put("OAUTH_CLIENT_ID", SETTLEMENT);
        environment.put("OAUTH_CLIENT_SECRET", CANARY);
        // Short waits: what a killed process held comes back while somebody looks.
        environment.put("ENTREGA_CONSUMER_POLL_WAIT", "2s");
        environment.put("ENTREGA_CONSUMER_RETRY_BASE", "500ms");
        environment.put("ENTREGA_CONSUMER_ORIGINAL_WAIT", "5s");
        environment.put("ENTREGA_QUEUE_VISIBILITY", "10s");
        environment.put("ENTREGA_JOB_LEASE", "5s");
        environment.put("BAZAAR_SECRETS", PARTNER.secret());
        environment.put("KIOSK_SECRETS", "kiosk-" + CANARY);
        if (fronts.containsKey(ORDERS)) {
            environment.put("ORDERS_API_URL", fronts(ORDERS).getFirst().toString());
        }
        environment.put("SOAK_FAILPOINTS", failpoints.toString());
        environment.put("SOAK_FAILING_COMMITS", "0.01");
        if (options.mutant().filter(Mutant.ANSWER_BEFORE_COMMIT::equals).isPresent()) {
            environment.put("SOAK_ANSWERED_BEFORE_COMMIT", "true");
        }
        return environment;
    }

    /** What the client says who it is with; good for longer than any run. */
    String token() {
        var claims = issuer.claims("soak", "orders:read", "orders:write");
        claims.put("exp", Instant.now().plus(Duration.ofDays(30)).getEpochSecond());
        return issuer.sign(claims);
    }

    ServiceSite service(String name) {
        var service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        return service;
    }

    /** By name. */
    List<ServiceSite> services() {
        return services.keySet().stream().sorted().map(this::service).toList();
    }

    /** Those with a database, by name. */
    List<ServiceSite> stores() {
        return services().stream()
                .filter(service -> service.store().isPresent())
                .toList();
    }

    /** Those with handlers, by name. */
    List<ServiceSite> consumers() {
        return CONSUMERS.stream().map(this::service).toList();
    }

    List<Replica> replicas() {
        return services().stream()
                .flatMap(service -> service.replicas().stream())
                .toList();
    }

    /** Of each of the service's processes the address that a client knows. */
    List<URI> fronts(String service) {
        return fronts.getOrDefault(service, List.of());
    }

    LocalPostgres postgres() {
        return postgres;
    }

    BrokerProxy broker() {
        return broker;
    }

    Ledger ledger() {
        return ledger;
    }

    /** All queues, asked for without a detour. */
    List<QueueState> queues() {
        return resources.operations().queues(ENVIRONMENT + "_");
    }

    @Override
    public void close() {
        while (!belongings.isEmpty()) {
            try {
                belongings.pop().close();
            } catch (Exception e) { // One that can't be closed must not keep the others open.
                System.err.println("soak: something is left behind (" + e + ")");
            }
        }
    }
}
