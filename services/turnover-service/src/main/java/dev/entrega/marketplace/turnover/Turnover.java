package dev.entrega.marketplace.turnover;

import dev.entrega.marketplace.contract.OrderPlacedV2.Money;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;

/** The table of the turnover. Joins the transaction that the runtime has begun for the handler. */
@Singleton
final class Turnover {

    private final TransactionOperations<Connection> transactions;

    Turnover(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** A sum and no set of orders: that none is added twice is the inbox's work. */
    void add(String channel, LocalDate day, Money total) {
        String sql = """
            INSERT INTO turnover AS t (channel, day, currency, orders, amount) VALUES (?, ?, ?, 1, ?)
                ON CONFLICT (channel, day, currency)
                DO UPDATE SET orders = t.orders + 1, amount = t.amount + excluded.amount""";
        try (var upsert = transactions.getConnection().prepareStatement(sql)) {
            upsert.setString(1, channel);
            upsert.setObject(2, day);
            upsert.setString(3, total.currency());
            upsert.setLong(4, total.amount());
            upsert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the turnover of " + channel + " could not be changed", e);
        }
    }
}
