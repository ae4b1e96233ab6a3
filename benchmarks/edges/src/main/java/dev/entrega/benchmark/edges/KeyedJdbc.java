package dev.entrega.benchmark.edges;

import dev.entrega.benchmark.service.Business;
import dev.entrega.benchmark.service.SampleOrder;
import dev.entrega.benchmark.service.Trial;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.publish.EventDraft;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** The statements of {@link Desk} as one writes them by hand, on connections of the same pool, with what they write ready. */
@Singleton
@Requires(property = "benchmark.trials")
final class KeyedJdbc implements Trial {

    private static final byte[] FINGERPRINT = new byte[32]; // as long as SHA-256

    private final DataSource pool;
    private final String body;

    KeyedJdbc(DataSource pool, EventDraft draft) {
        this.pool = DelegatingDataSource.unwrapDataSource(pool);
        this.body = draft.complete(SampleOrder.SUBJECT, SampleOrder.ORDER)
                .copies()
                .getFirst()
                .message()
                .body();
    }

    @Override
    public String name() {
        return "keyed-jdbc";
    }

    @Override
    public long once() throws SQLException {
        var key = UUID.randomUUID();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            lock(connection, key.getMostSignificantBits());
            find(connection, key.toString());
            Business.insert(connection);
            publish(connection);
            store(connection, key.toString());
            connection.commit();
            return 1;
        }
    }

    private static void lock(Connection connection, long key) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, key);
            lock.execute();
        }
    }

    private static void find(Connection connection, String key) throws SQLException {
        String sql = """
            SELECT fingerprint, location, etag, status, content_type, body FROM entrega.idempotency_key
             WHERE client = ? AND method = ? AND route = ? AND key = ?""";
        try (var select = connection.prepareStatement(sql)) {
            select.setString(1, "");
            select.setString(2, "POST");
            select.setString(3, "/desk");
            select.setString(4, key);
            try (var rows = select.executeQuery()) {
                if (rows.next()) {
                    throw new IllegalStateException(key + " was there before");
                }
            }
        }
    }

    private void publish(Connection connection) throws SQLException {
        String sql = """
            INSERT INTO entrega.outbox (event_id, type, source, subject, body) VALUES (?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, OrderPlacedV2.TYPE.name());
            insert.setString(3, "/edges");
            insert.setString(4, SampleOrder.SUBJECT);
            insert.setString(5, body);
            insert.executeUpdate();
        }
    }

    private static void store(Connection connection, String key) throws SQLException {
        String sql = """
            INSERT INTO entrega.idempotency_key (client, method, route, key, fingerprint, location)
            VALUES (?, ?, ?, ?, ?, ?)""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, "");
            insert.setString(2, "POST");
            insert.setString(3, "/desk");
            insert.setString(4, key);
            insert.setBytes(5, FINGERPRINT);
            insert.setString(6, "/desk/" + SampleOrder.SUBJECT);
            insert.executeUpdate();
        }
    }
}
