package dev.entrega.api.workflow;

import dev.entrega.contract.EventData;
import dev.entrega.local.SharedCloud;
import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderConfirmedV1;
import dev.entrega.marketplace.contract.OrderRejectedV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service with a table of parcels and a workflow over it, as a process of it would run, with a database of its own. */
final class Parcels implements AutoCloseable {

    enum State {
        PACKED,
        SENT,
        LOST,
        CALLED_BACK
    }

    /** How each test service declares its workflow. */
    @Factory
    @Requires(property = "parcels", pattern = "PT.+")
    @Publishes({OrderConfirmedV1.class, OrderShippedV1.class, OrderRejectedV1.class, OrderCancelledV1.class})
    static final class Declaration {

        @Singleton
        Workflow<State> workflow(@Property(name = "parcels") String patience, BeanProvider<Workflows> workflows) {
            return declared()
                    .timeout(
                            State.PACKED,
                            Duration.parse(patience),
                            OrderCancelledV1.class,
                            id -> made(id, workflows.get()))
                    .build();
        }

        /** One that can't be made, one that was not declared, and one on whose way another parcel is sent. */
        private static EventData made(String id, Workflows workflows) {
            if (id.startsWith("broken")) {
                throw new IllegalStateException("nothing is known of " + id);
            }
            if (id.startsWith("deep")) {
                throw new StackOverflowError("on purpose");
            }
            if (id.startsWith("before-")) {
                workflows.move(id.substring("before-".length()), sent());
            }
            return id.startsWith("other") ? sent() : calledBack();
        }
    }

    static Workflow.Declaration<State> declared() {
        return Workflow.over("parcel", State.class)
                .begin(State.PACKED, OrderConfirmedV1.class)
                .move(State.PACKED, State.SENT, OrderShippedV1.class)
                .move(State.SENT, State.LOST, OrderRejectedV1.class)
                .move(State.PACKED, State.CALLED_BACK, OrderCancelledV1.class)
                .move(State.SENT, State.CALLED_BACK, OrderCancelledV1.class);
    }

    static OrderConfirmedV1 packed() {
        return new OrderConfirmedV1(
                List.of(new OrderConfirmedV1.Line("SKU-1", 1)), new OrderConfirmedV1.Money(100, "EUR"));
    }

    static OrderShippedV1 sent() {
        return new OrderShippedV1("Posta", "X-1");
    }

    static OrderRejectedV1 lost() {
        return new OrderRejectedV1(List.of(new OrderRejectedV1.Shortage("SKU-1", 1, 0)));
    }

    static OrderCancelledV1 calledBack() {
        return new OrderCancelledV1("too late", List.of(new OrderCancelledV1.Line("SKU-1", 1)));
    }

    private final Map<String, Object> settings = new HashMap<>(SharedCloud.settings("parcels"));
    private final ApplicationContext context;

    Parcels() {
        this(Map.of());
    }

    Parcels(Map<String, Object> more) {
        settings.put("entrega.service", "orders-api");
        settings.put("parcels", "PT2H");
        settings.putAll(more);
        context = ApplicationContext.run(settings);
    }

    Workflows workflows() {
        return context.getBean(Workflows.class);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The database of this service, for another process of it. */
    Map<String, Object> database() {
        return Map.of("database.url", String.valueOf(settings.get("database.url")));
    }

    /** Packs a parcel that has been so for a while. */
    void packed(String id, String since) {
        execute("INSERT INTO parcel (id) VALUES ('" + id + "')");
        workflows().begin(id, packed());
        execute("UPDATE parcel SET changed_at = now() - interval '" + since + "' WHERE id = '" + id + "'");
    }

    String state(String id) {
        return sql("SELECT state || ' ' || version FROM parcel WHERE id = '" + id + "'");
    }

    /** The types of the events about it, in the order of their commits. */
    String events(String id) {
        return sql("SELECT string_agg(type, ' ' ORDER BY position) FROM entrega.outbox WHERE subject = '" + id + "'");
    }

    void execute(String sql) {
        sql("WITH done AS (" + sql + " RETURNING 1) SELECT count(*) FROM done");
    }

    /** The first column of the first row, seen by another connection. */
    String sql(String sql) {
        URI url = URI.create(String.valueOf(settings.get("database.url")));
        String[] credentials = url.getUserInfo().split(":", 2);
        String jdbc = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        try (var connection = DriverManager.getConnection(jdbc, credentials[0], credentials[1]);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
