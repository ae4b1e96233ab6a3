package dev.entrega.benchmark.service;

import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A transaction that writes a row of the business, and no event. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
public final class Business implements Trial {

    private final TransactionOperations<Connection> transactions;

    Business(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return "business";
    }

    @Override
    public long once() {
        return transactions.<Long>executeWrite(transaction -> {
            insert(transaction.getConnection());
            return 1L;
        });
    }

    /** The row, in the transaction of that connection. */
    public static void insert(Connection connection) throws SQLException {
        String sql = "INSERT INTO benchmark.placed (channel, buyer, amount) VALUES (?, ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, SampleOrder.ORDER.channel());
            insert.setString(2, SampleOrder.ORDER.buyer().name());
            insert.setLong(3, SampleOrder.ORDER.total().amount());
            insert.executeUpdate();
        }
    }
}
