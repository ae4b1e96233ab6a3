package dev.entrega.test;

import dev.entrega.local.SharedCloud;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.runtime.EmbeddedApplication;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/** The service of a test class in this JVM, from its start to its end. */
final class RunningService implements AutoCloseable {

    /** Which of the kit's beans the service is to get; see {@link TestClock}. */
    static final String CLOCK_SETTING = "entrega.test.clock";

    /** Who the service is to others; to nobody outside of the JVM. */
    private static final String CLIENT = "service-under-test";

    private final ApplicationContext context;
    private final TestDatabase database;
    private final TestSystem system;

    private RunningService(ApplicationContext context) {
        this.context = context;
        this.database = new TestDatabase(DelegatingDataSource.unwrapDataSource(context.getBean(DataSource.class)));
        this.system = new TestSystem(context, database);
    }

    /** Returns when the service is ready: its HTTP port is open, its consumer receives. */
    static RunningService start(String... settings) {
        var context = ApplicationContext.builder()
                .properties(allSettings(settings))
                .banner(false)
                .start();
        try {
            startServer(context);
            return new RunningService(context);
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static void startServer(ApplicationContext context) {
        EmbeddedApplication<?> application = context.getBean(EmbeddedApplication.class);
        application.start();
    }

    private static Map<String, Object> allSettings(String... settings) {
        nameSomeCredentials();
        var all = new HashMap<String, Object>(SharedCloud.settings("test"));
        all.put("entrega.env", "t" + UUID.randomUUID().toString().substring(0, 8));
        all.put("entrega.prepare", "start");
        all.put("entrega.consumer.poll-wait", "1s");
        all.put("entrega.consumer.retry-base", "10ms");
        all.put("micronaut.server.port", "-1");
        all.put(CLOCK_SETTING, "true");
        all.putAll(whoItIs());
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            if (parts.length < 2) {
                throw new ConfigurationException("@EntregaTest(settings = \"" + setting
                        + "\") sets nothing, since it has no value: write it as \"name=value\"");
            }
            all.put(parts[0].strip(), parts[1].strip());
        }
        return all;
    }

    /** Whose tokens it takes, and with which credentials it gets its own. */
    private static Map<String, Object> whoItIs() {
        var issuer = SharedCloud.issuer().register(CLIENT, CLIENT);
        return Map.of(
                "oauth.issuer", issuer.issuer().toString(), "oauth.client-id", CLIENT, "oauth.client-secret", CLIENT);
    }

    /** The SDK searches for credentials, in the end over the network, and the local cloud takes any. */
    private static void nameSomeCredentials() {
        for (String property : new String[] {"aws.accessKeyId", "aws.secretAccessKey"}) {
            System.getProperties().putIfAbsent(property, "local");
        }
    }

    boolean offers(Class<?> type) {
        return type == TestSystem.class || type == TestDatabase.class || context.containsBean(type);
    }

    /** @param type one that is offered */
    Object give(Class<?> type) {
        if (type == TestSystem.class) {
            return system;
        }
        return type == TestDatabase.class ? database : context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
