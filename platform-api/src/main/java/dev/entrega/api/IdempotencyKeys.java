package dev.entrega.api;

import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;

/** The table {@code entrega.idempotency_key}, on the connection of the transaction that it is part of. Thread-safe. */
@Singleton
final class IdempotencyKeys {

    /**
     * Claims a request for this transaction. The lock ends with the transaction, however that ends, so a crash leaves
     * nothing behind.
     */
    Claim claim(Connection connection, RequestKey key, byte[] fingerprint) {
        try {
            return lock(connection, key) ? find(connection, key, fingerprint) : new Claim.InFlight();
        } catch (SQLException e) {
            throw new ApiException("an idempotency key could not be claimed", e);
        }
    }

    private static boolean lock(Connection connection, RequestKey key) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, key.lock());
            try (var rows = lock.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** A statement of its own, after the lock: it sees what the lock's last owner has committed. */
    private static Claim find(Connection connection, RequestKey key, byte[] fingerprint) throws SQLException {
        String sql = """
            SELECT fingerprint, location, etag FROM entrega.idempotency_key
             WHERE client = ? AND method = ? AND route = ? AND key = ?""";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, key.client());
            select.setString(2, key.method());
            select.setString(3, key.route());
            select.setString(4, key.key());
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    return new Claim.Granted();
                }
                return MessageDigest.isEqual(rows.getBytes(1), fingerprint)
                        ? new Claim.Finished(rows.getString(2), rows.getString(3))
                        : new Claim.OtherRequest();
            }
        }
    }

    /** Remembers a request that was executed. */
    void store(Connection connection, RequestKey key, byte[] fingerprint, Claim.Finished answer) {
        String sql = """
            INSERT INTO entrega.idempotency_key (client, method, route, key, fingerprint, location, etag)
            VALUES (?, ?, ?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.client());
            insert.setString(2, key.method());
            insert.setString(3, key.route());
            insert.setString(4, key.key());
            insert.setBytes(5, fingerprint);
            insert.setString(6, answer.location());
            insert.setString(7, answer.etag());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new ApiException("an idempotency key could not be stored", e);
        }
    }
}
