package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.SharedCloud;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A process of a service with one job, which does what a test says. */
final class JobsService implements AutoCloseable {

    /** What the job does. */
    interface Script {
        void run(JobContext context, Shipping shipping) throws Exception;
    }

    @Singleton
    @Requires(property = "test.job")
    @Publishes(OrderShippedV1.class)
    static final class Shipping {
        private final Publisher publisher;
        private final Optional<Transactions> transactions;

        Shipping(Publisher publisher, Optional<Transactions> transactions) {
            this.publisher = publisher;
            this.transactions = transactions;
        }

        /** @return the event's id */
        String ship(String order) {
            return transactions
                    .map(its -> its.write(connection -> publish(order)))
                    .orElseGet(() -> publish(order));
        }

        /** Publishes, and commits when that has been done. */
        void shipAnd(String order, Runnable beforeCommit) {
            transactions.orElseThrow().write(connection -> {
                String id = publish(order);
                beforeCommit.run();
                return id;
            });
        }

        private String publish(String order) {
            return publisher.publish(order, new OrderShippedV1("Posta", "X-1")).id();
        }
    }

    @JobSchedule(name = "yearly", cron = "0 0 1 1 *", timeout = "1m")
    @Requires(property = "test.job", value = "yearly")
    static class Yearly implements Job {
        private final Script script;
        private final Shipping shipping;

        Yearly(Script script, Shipping shipping) {
            this.script = script;
            this.shipping = shipping;
        }

        @Override
        public void run(JobContext context) throws Exception {
            script.run(context, shipping);
        }
    }

    @JobSchedule(name = "steady", every = "1s")
    @Requires(property = "test.job", value = "steady")
    static final class Steady extends Yearly {
        Steady(Script script, Shipping shipping) {
            super(script, shipping);
        }
    }

    /** Takes a setting away. */
    static final String NONE = "";

    private final Map<String, Object> settings;
    private final ApplicationContext context;

    private JobsService(Map<String, Object> settings, Script script) {
        this.settings = settings;
        this.context = ApplicationContext.builder()
                .singletons(script)
                .properties(settings)
                .start();
    }

    static JobsService start(String job, Script script) {
        return start(job, Map.of(), script);
    }

    static JobsService start(String job, Map<String, Object> more, Script script) {
        var settings = new HashMap<>(SharedCloud.settings("jobs"));
        settings.putAll(Map.of("entrega.service", "orders-api", "test.job", job, "entrega.job.lease", "3s"));
        settings.putAll(more);
        settings.values().remove(NONE);
        return new JobsService(settings, script);
    }

    /** One more process of the same service. */
    JobsService another(Script script) {
        return new JobsService(settings, script);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Has it run now. */
    void ask(String job) throws SQLException {
        try (var connection = connect()) {
            assertThat(new JobHistory().ask(connection, job, "a test")).isPresent();
        }
    }

    JobHistory.Run newestRun(String job) throws SQLException {
        try (var connection = connect()) {
            return new JobHistory().runs(connection, job, 1).getFirst();
        }
    }

    String state(String job) throws SQLException {
        return newestRun(job).state();
    }

    /** The first column of the first row. */
    String sql(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return connect(String.valueOf(settings.get("database.url")));
    }

    static Connection connect(String database) throws SQLException {
        URI url = URI.create(database);
        String[] user = url.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath(), user[0], user[1]);
    }

    @Override
    public void close() {
        context.close();
    }
}
