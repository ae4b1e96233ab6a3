package dev.entrega.consumer;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** What the handlers of the tests do: one row each time, in the transaction that the runtime has begun. */
@Singleton
public final class Effects {

    private final TransactionOperations<Connection> transactions;

    Effects(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    /** How long the session may idle in this transaction, by PostgreSQL's own word; 0 for as long as it takes. */
    public String idleLimit() throws SQLException {
        try (var show = transactions.getConnection().createStatement();
                var row = show.executeQuery("SHOW idle_in_transaction_session_timeout")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Has PostgreSQL itself refuse the transaction. */
    void raise(String state) throws SQLException {
        try (var statement = transactions.getConnection().createStatement()) {
            statement.execute("DO $$ BEGIN RAISE EXCEPTION 'as asked' USING ERRCODE = '" + state + "'; END $$");
        }
    }

    public void add(String handler, String subject) throws SQLException {
        try (var insert =
                transactions.getConnection().prepareStatement("INSERT INTO effect (handler, subject) VALUES (?, ?)")) {
            insert.setString(1, handler);
            insert.setString(2, subject);
            insert.executeUpdate();
        }
    }
}
