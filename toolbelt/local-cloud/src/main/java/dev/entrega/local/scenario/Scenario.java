package dev.entrega.local.scenario;

import dev.entrega.local.LocalCloud;
import dev.entrega.local.SharedCloud;
import dev.entrega.local.faults.BrokerProxy;
import dev.entrega.local.faults.TcpProxy;
import dev.entrega.local.process.ChildProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service among what hurts it: calls to the broker go through {@link #broker} and, as bytes, through {@link
 * #brokerConnections}, sessions of the database through {@link #database}. The test itself looks around them all.
 */
public final class Scenario implements AutoCloseable {

    private static final long SEED = 1;

    private final String environment;
    private final LocalCloud cloud = SharedCloud.cloud();
    private final BrokerProxy broker = BrokerProxy.before(cloud.endpoint(), SEED);
    private final TcpProxy brokerConnections =
            TcpProxy.before("127.0.0.1", broker.endpoint().getPort());
    private final String databaseUrl;
    private final TcpProxy database;
    private final Ledger ledger = new Ledger();
    private final List<ChildProcess> processes = new ArrayList<>();

    /** @param environment in front of the names of topics and queues, letters and digits, its own for each scenario */
    public Scenario(String environment) {
        this.environment = environment;
        this.databaseUrl = SharedCloud.freshDatabase("scenario");
        var uri = URI.create(databaseUrl);
        this.database = TcpProxy.before(uri.getHost(), uri.getPort());
    }

    public BrokerProxy broker() {
        return broker;
    }

    public TcpProxy brokerConnections() {
        return brokerConnections;
    }

    public TcpProxy database() {
        return database;
    }

    /** The database without the proxy. */
    public String databaseUrl() {
        return databaseUrl;
    }

    public LocalCloud cloud() {
        return cloud;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** What a service needs to find all this, as environment variables. */
    public Map<String, String> variables(String service) {
        return Map.of(
                "DATABASE_URL",
                database.through(databaseUrl),
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + brokerConnections.port(),
                "AWS_REGION",
                cloud.region(),
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "ENTREGA_ENV",
                environment,
                "ENTREGA_SERVICE",
                service);
    }

    /** The same as Micronaut properties, for a service in this JVM; the key is that of the tests' system properties. */
    public Map<String, Object> settings(String service) {
        return Map.of(
                "database.url",
                database.through(databaseUrl),
                "aws.endpoint-url",
                "http://127.0.0.1:" + brokerConnections.port(),
                "aws.region",
                cloud.region(),
                "entrega.env",
                environment,
                "entrega.service",
                service);
    }

    /** Starts a process of that service and returns at once; it ends with this scenario at the latest. */
    public ChildProcess start(Class<?> main, String service, Map<String, String> more) {
        var variables = new HashMap<>(variables(service));
        variables.putAll(more);
        var process = ChildProcess.start(main, variables);
        processes.add(process);
        return process;
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::close);
        brokerConnections.close();
        broker.close();
        database.close();
    }
}
