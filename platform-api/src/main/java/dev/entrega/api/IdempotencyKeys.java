package dev.entrega.api;

import dev.entrega.api.FirstAnswer.Content;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;

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
            SELECT fingerprint, location, etag, status, content_type, body FROM entrega.idempotency_key
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
                        ? new Claim.Finished(answer(rows))
                        : new Claim.OtherRequest();
            }
        }
    }

    private static FirstAnswer answer(ResultSet row) throws SQLException {
        int status = row.getInt(4);
        var content = row.wasNull() ? null : new Content(status, row.getString(5), row.getBytes(6));
        return new FirstAnswer(row.getString(2), row.getString(3), content);
    }

    /** Remembers a request that was executed. */
    void store(Connection connection, RequestKey key, byte[] fingerprint, FirstAnswer answer) {
        String sql = """
            INSERT INTO entrega.idempotency_key
                (client, method, route, key, fingerprint, location, etag, status, content_type, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.client());
            insert.setString(2, key.method());
            insert.setString(3, key.route());
            insert.setString(4, key.key());
            insert.setBytes(5, fingerprint);
            insert.setString(6, answer.location());
            insert.setString(7, answer.etag());
            var content = answer.content();
            insert.setObject(8, content == null ? null : content.status(), Types.SMALLINT);
            insert.setString(9, content == null ? null : content.type());
            insert.setBytes(10, content == null ? null : content.body());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new ApiException("an idempotency key could not be stored", e);
        }
    }

    /** @return how many are gone */
    int removeOlderThan(Duration age, Connection connection, int atMost) throws SQLException {
        String sql = """
            DELETE FROM entrega.idempotency_key WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM entrega.idempotency_key
                 WHERE created_at < now() - ? * interval '1 second' LIMIT ?))""";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, age.toSeconds());
            delete.setInt(2, atMost);
            return delete.executeUpdate();
        }
    }
}
