package dev.entrega.messaging;

import dev.entrega.local.SharedCloud;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.marketplace.contract.PriceChangedV1;
import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A running service of the tests that publishes, with a real database and a real broker. */
public final class TestService implements AutoCloseable {

    /** Declares what the tests publish. */
    @Singleton
    @Publishes({OrderPlacedV2.class, OrderPlacedV1.class, OrderShippedV1.class, PriceChangedV1.class})
    static final class Orders {}

    public final ApplicationContext context;

    private TestService(ApplicationContext context) {
        this.context = context;
    }

    public static TestService start(String environment, Map<String, Object> settings) {
        var all = new HashMap<>(SharedCloud.settings("messaging"));
        all.put("entrega.service", "orders-api");
        all.put("entrega.env", environment);
        all.putAll(settings);
        all.values().removeIf(""::equals);
        return new TestService(ApplicationContext.run(all));
    }

    public Publisher publisher() {
        return context.getBean(Publisher.class);
    }

    @SuppressWarnings("unchecked")
    public TransactionOperations<Connection> transactions() {
        return context.getBean(TransactionOperations.class);
    }

    public long count(String sql) {
        return transactions().executeRead(status -> {
            try (var query = status.getConnection().createStatement();
                    var row = query.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    public void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public static OrderPlacedV1 order(int quantity) {
        var price = new OrderPlacedV1.Money(1999, "EUR");
        return new OrderPlacedV1(
                new OrderPlacedV1.Buyer("Ada", "ada@example.org", null),
                List.of(new OrderPlacedV1.Line("SKU-001", quantity, price)),
                new OrderPlacedV1.Money(1999L * quantity, "EUR"));
    }

    /** Of a noun whose events keep their order. */
    public static PriceChangedV1 price(long revision) {
        return new PriceChangedV1(new PriceChangedV1.Money(1999L, "EUR"), revision);
    }

    @Override
    public void close() {
        context.close();
    }
}
