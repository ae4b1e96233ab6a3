package dev.entrega.soak;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the client has asked for and what it was told, in a database that nobody hurts: an attempt is on disk before it is
 * made, and its outcome before the next. Thread-safe.
 */
final class Ledger implements AutoCloseable {

    private final Database database;

    Ledger(Database database) throws SQLException {
        this.database = database;
        database.run("""
            CREATE TABLE operation (
                operation text PRIMARY KEY,
                kind      text NOT NULL, -- order, refused, partner, forged, shipment or price
                outcome   text,          -- ok, fail, unknown; null while the client doesn't know
                subject   text           -- the order's id, or sku#revision, if an answer has told it; of a shipment, whose it is
            );
            CREATE TABLE answer (
                operation text NOT NULL,
                status    int  NOT NULL
            );""");
    }

    Database database() {
        return database;
    }

    void attempt(String operation, String kind) throws SQLException {
        database.update("INSERT INTO operation (operation, kind) VALUES (?, ?)", operation, kind);
    }

    void answer(String operation, int status) throws SQLException {
        database.update("INSERT INTO answer (operation, status) VALUES (?, ?)", operation, status);
    }

    void outcome(String operation, String outcome, @Nullable String subject) throws SQLException {
        database.update(
                "UPDATE operation SET outcome = ?, subject = ? WHERE operation = ?", outcome, subject, operation);
    }

    @Override
    public void close() {
        database.close();
    }
}
