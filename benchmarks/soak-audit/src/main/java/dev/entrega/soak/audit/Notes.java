package dev.entrega.soak.audit;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The tables. Every method joins the transaction that the runtime has begun for the handler. Thread-safe. */
@Singleton
final class Notes {

    private final TransactionOperations<Connection> transactions;

    Notes(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** That a handler had its effect. */
    void write(String handler, String subject) throws SQLException {
        try (var insert = prepare("INSERT INTO note (handler, subject) VALUES (?, ?)")) {
            insert.setString(1, handler);
            insert.setString(2, subject);
            insert.executeUpdate();
        }
    }

    void follow(String sku, long revision) throws SQLException {
        try (var insert = prepare("INSERT INTO followed_price (sku, revision) VALUES (?, ?)")) {
            insert.setString(1, sku);
            insert.setLong(2, revision);
            insert.executeUpdate();
        }
    }

    /** Whether somebody has mended what was wrong with it. */
    boolean isCured(String what) throws SQLException {
        try (var query = prepare("SELECT EXISTS (SELECT FROM cured WHERE what = ?)")) {
            query.setString(1, what);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        return transactions.getConnection().prepareStatement(sql);
    }
}
