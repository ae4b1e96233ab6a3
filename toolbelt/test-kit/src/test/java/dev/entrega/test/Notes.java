package dev.entrega.test;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;

/** The table of the service that the kit is tested with. */
@Singleton
final class Notes {

    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    Notes(TransactionOperations<Connection> transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    void add(String subject) throws SQLException {
        try (var insert =
                transactions.getConnection().prepareStatement("INSERT INTO noted (subject, at) VALUES (?, ?)")) {
            insert.setString(1, subject);
            insert.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
