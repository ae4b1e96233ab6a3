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
     * nothing behind. Locking and looking are two statements, so that the second sees what the lock's last owner has
     * committed, and one round trip.
     */
    Claim claim(Connection connection, RequestKey key, byte[] fingerprint) {
        String sql = """
            SELECT pg_try_advisory_xact_lock(?);
            SELECT fingerprint, location, etag, status, content_type, body FROM entrega.idempotency_key
             WHERE client = ? AND method = ? AND route = ? AND key = ?""";
        try (var claim = connection.prepareStatement(sql)) {
            claim.setLong(1, key.lock());
            claim.setString(2, key.client());
            claim.setString(3, key.method());
            claim.setString(4, key.route());
            claim.setString(5, key.key());
            claim.execute();
            if (!isLocked(claim.getResultSet())) {
                return new Claim.InFlight();
            }
            claim.getMoreResults();
            return found(claim.getResultSet(), fingerprint);
        } catch (SQLException e) {
            throw new ApiException("an idempotency key could not be claimed", e);
        }
    }

    private static boolean isLocked(ResultSet lock) throws SQLException {
        return lock.next() && lock.getBoolean(1);
    }

    private static Claim found(ResultSet rows, byte[] fingerprint) throws SQLException {
        if (!rows.next()) {
            return new Claim.Granted();
        }
        return MessageDigest.isEqual(rows.getBytes(1), fingerprint)
                ? new Claim.Finished(answer(rows))
                : new Claim.OtherRequest();
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
