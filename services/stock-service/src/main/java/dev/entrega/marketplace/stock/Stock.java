package dev.entrega.marketplace.stock;

import dev.entrega.marketplace.contract.PriceChangedV1.Money;
import dev.entrega.marketplace.contract.StockRejectedV1.Shortage;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of the stock. Every method joins the transaction that the runtime has begun for the handler. */
@Singleton
final class Stock {

    private final TransactionOperations<Connection> transactions;

    Stock(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** Holds the articles until the end of the transaction, and says of which there is too little. */
    List<Shortage> lockAndFindMissing(Wanted wanted) {
        var available = lock(wanted);
        var missing = new ArrayList<Shortage>();
        wanted.quantities().forEach((sku, quantity) -> {
            long there = available.getOrDefault(sku, 0L);
            if (there < quantity) {
                missing.add(new Shortage(sku, quantity, there));
            }
        });
        return missing;
    }

    private Map<String, Long> lock(Wanted wanted) {
        String sql = "SELECT sku, available FROM stock WHERE sku = ANY (?) ORDER BY sku FOR UPDATE";
        return withStatement(sql, select -> {
            select.setArray(
                    1,
                    select.getConnection()
                            .createArrayOf("text", wanted.quantities().keySet().toArray()));
            var available = new HashMap<String, Long>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    available.put(rows.getString(1), rows.getLong(2));
                }
            }
            return available;
        });
    }

    void reserve(String orderId, Wanted wanted) {
        wanted.quantities().forEach((sku, quantity) -> {
            take(sku, quantity);
            withStatement("INSERT INTO stock_reservation (order_id, sku, quantity) VALUES (?, ?, ?)", insert -> {
                insert.setString(1, orderId);
                insert.setString(2, sku);
                insert.setLong(3, quantity);
                return insert.executeUpdate();
            });
        });
        decide(orderId, "reserved");
    }

    void reject(String orderId) {
        decide(orderId, "rejected");
    }

    /** An article that was never in stock has a price, too, and nothing of it is there. */
    void revalue(String sku, Money price, long revision) {
        String sql = """
            INSERT INTO stock (sku, available, price_amount, currency) VALUES (?, 0, ?, ?)
            ON CONFLICT (sku) DO UPDATE SET price_amount = excluded.price_amount, currency = excluded.currency""";
        withStatement(sql, upsert -> {
            upsert.setString(1, sku);
            upsert.setLong(2, price.amount());
            upsert.setString(3, price.currency());
            return upsert.executeUpdate();
        });
        withStatement("INSERT INTO price_history (sku, revision, amount, currency) VALUES (?, ?, ?, ?)", insert -> {
            insert.setString(1, sku);
            insert.setLong(2, revision);
            insert.setLong(3, price.amount());
            insert.setString(4, price.currency());
            return insert.executeUpdate();
        });
    }

    private void take(String sku, long quantity) {
        withStatement("UPDATE stock SET available = available - ? WHERE sku = ?", update -> {
            update.setLong(1, quantity);
            update.setString(2, sku);
            return update.executeUpdate();
        });
    }

    private void decide(String orderId, String decision) {
        withStatement("INSERT INTO stock_decision (order_id, decision) VALUES (?, ?)", insert -> {
            insert.setString(1, orderId);
            insert.setString(2, decision);
            return insert.executeUpdate();
        });
    }

    private interface Use<R> {
        R of(PreparedStatement statement) throws SQLException;
    }

    private <R> R withStatement(String sql, Use<R> use) {
        try (var statement = transactions.getConnection().prepareStatement(sql)) {
            return use.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the stock could not be read or changed", e);
        }
    }
}
