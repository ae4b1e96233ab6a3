package dev.entrega.marketplace.demo;

import dev.entrega.local.FreePort;
import dev.entrega.local.LocalCloud;
import dev.entrega.local.LocalIssuer;
import dev.entrega.local.LocalPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * The marketplace on this machine: SNS, SQS and PostgreSQL in and beside this process, the services as processes of their
 * own, everything on free ports, a database for each service. Gone after {@link #close}, and when the JVM ends.
 */
public final class Marketplace implements AutoCloseable {
    static final String ENVIRONMENT = "demo";

    /** Of no use outside of this process's own. */
    private static final String SECRET = "demo";

    private static final String ORDERS_API = "orders-api";
    private static final String STOCK_SERVICE = "stock-service";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration HURRY = Duration.ofSeconds(2);

    /** 128 + 9: what a process leaves behind that SIGKILL ended. */
    private static final int SIGKILLED = 137;

    private final Belongings belongings;
    private final Path services;
    private final Logs logs;
    private final LocalCloud cloud;
    private final LocalIssuer issuer;
    private final ClientToken token;
    private final Database orders;
    private final Database stock;
    private final int ordersPort = FreePort.find();
    private final ServiceProcess ordersApi;
    private volatile ServiceProcess stockService;

    private Marketplace(
            Belongings belongings,
            Path services,
            Logs logs,
            LocalCloud cloud,
            LocalPostgres postgres,
            LocalIssuer issuer) {
        this.belongings = belongings;
        this.services = services;
        this.logs = logs;
        this.cloud = cloud;
        this.issuer = issuer.register(ENVIRONMENT, SECRET);
        this.token = belongings.keep(new ClientToken(issuer.issuer().toString(), ENVIRONMENT, SECRET));
        this.orders = new Database(postgres.freshDatabase("orders"));
        this.stock = new Database(postgres.freshDatabase("stock"));
        this.ordersApi = launch(ORDERS_API, environment(orders, ordersPort));
        this.stockService = launch(STOCK_SERVICE, environment(stock, FreePort.find()));
    }

    /**
     * Starts everything and returns when every service is ready.
     *
     * @param services the folder of the service modules, whose jars are under {@code NAME/target/NAME.jar}
     * @throws MarketplaceException if a jar is missing or something doesn't start
     */
    public static Marketplace start(Path services) {
        ServiceProcess.require(jar(services, ORDERS_API));
        ServiceProcess.require(jar(services, STOCK_SERVICE));
        var belongings = new Belongings();
        var logs = belongings.keep(Logs.create());
        try (var parallel = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LocalCloud> cloud = parallel.submit(() -> belongings.keep(LocalCloud.start()));
            Future<LocalPostgres> postgres = parallel.submit(() -> belongings.keep(LocalPostgres.start()));
            Future<LocalIssuer> issuer = parallel.submit(() -> belongings.keep(LocalIssuer.start(0)));
            var marketplace = new Marketplace(
                    belongings,
                    services,
                    logs,
                    started("SNS and SQS", cloud),
                    started("PostgreSQL", postgres),
                    started("the issuer of tokens", issuer));
            marketplace.awaitReady();
            return marketplace;
        } catch (RuntimeException e) {
            if (!belongings.isShutdown()) {
                logs.keep();
            }
            belongings.close();
            throw e;
        }
    }

    /** Where the orders API listens. */
    public URI ordersApi() {
        return URI.create("http://127.0.0.1:" + ordersPort);
    }

    /** A client of it, with a token. */
    public OrdersClient client() {
        return clientOf(ordersApi());
    }

    /** The same of another process of the orders API, started with {@link #environment}. */
    public OrdersClient clientOf(URI ordersApi) {
        return new OrdersClient(ordersApi, token);
    }

    /** The database of the orders API. */
    public Database orders() {
        return orders;
    }

    /** The database of the stock service. */
    public Database stock() {
        return stock;
    }

    /** The jar of a service, for tests that start one more in an environment of their own. */
    public Path jar(String service) {
        return jar(services, service);
    }

    /** All the environment variables that a service needs, on a free port, to be changed by the caller. */
    public Map<String, String> environment(Database database) {
        return environment(database, FreePort.find());
    }

    /**
     * Kills the stock service with SIGKILL and returns when it is gone.
     *
     * @throws MarketplaceException if something else than SIGKILL ended it, so that nothing would be proven
     */
    public void killStockService() {
        int exitCode = stockService.kill();
        if (exitCode != SIGKILLED) {
            throw MarketplaceException.unreachable(
                    "stock-service ended with exit code " + exitCode + " before it could be killed: see "
                            + logs.of(STOCK_SERVICE),
                    null);
        }
    }

    /** Starts the stock service, which was killed before, and returns when it is ready. */
    public void startStockService() {
        stockService = launch(STOCK_SERVICE, environment(stock, FreePort.find()));
        stockService.awaitReady(START);
    }

    /** Keeps what the services logged after {@link #close} as well, and says where. */
    public Path keepLogs() {
        return logs.keep();
    }

    Broker broker() {
        return new Broker(cloud.endpoint(), cloud.region(), ENVIRONMENT);
    }

    /** Ends the services by SIGTERM, then the rest. */
    @Override
    public void close() {
        stockService.askToEnd();
        ordersApi.askToEnd();
        belongings.close();
    }

    private void awaitReady() {
        stockService.awaitReady(START);
        ordersApi.awaitReady(START);
        try (var client = client()) {
            client.awaitReady(START);
        }
    }

    private ServiceProcess launch(String service, Map<String, String> environment) {
        var process = ServiceProcess.start(service, jar(services, service), environment, logs.of(service));
        // Whoever interrupts wants to go, and the database is stopping as well: there is nothing to finish.
        belongings.keep(() -> process.end(belongings.isShutdown() ? HURRY : ServiceProcess.SHUTDOWN));
        return process;
    }

    /** Short waits, so that SIGTERM is quick and what a killed process held comes back soon. */
    private Map<String, String> environment(Database database, int port) {
        var environment = new HashMap<>(Map.of(
                "PORT",
                Integer.toString(port),
                "DATABASE_URL",
                database.url(),
                "AWS_ENDPOINT_URL",
                cloud.endpoint().toString(),
                "AWS_REGION",
                cloud.region(),
                "AWS_ACCESS_KEY_ID",
                SECRET,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "ENTREGA_ENV",
                ENVIRONMENT,
                "ENTREGA_CONSUMER_POLL_WAIT",
                "1s",
                "ENTREGA_QUEUE_VISIBILITY",
                "5s"));
        environment.put("OAUTH_ISSUER", issuer.issuer().toString());
        environment.put("OAUTH_CLIENT_ID", ENVIRONMENT);
        environment.put("OAUTH_CLIENT_SECRET", SECRET);
        return environment;
    }

    private static Path jar(Path services, String service) {
        return services.resolve(service).resolve("target").resolve(service + ".jar");
    }

    private static <T> T started(String what, Future<T> start) {
        try {
            return start.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException why
                    ? MarketplaceException.unreachable(what + " did not start: " + oneLine(why), why)
                    : new IllegalStateException(what + " did not start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MarketplaceException.unreachable("interrupted while " + what + " was starting", e);
        }
    }

    private static String oneLine(Throwable why) {
        return String.valueOf(why.getMessage()).lines().collect(Collectors.joining(" "));
    }
}
