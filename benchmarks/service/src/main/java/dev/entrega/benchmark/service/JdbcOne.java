package dev.entrega.benchmark.service;

import dev.entrega.consumer.inbox.EventKey;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The statements of {@link InboxOne} as one writes them by hand, on connections of the same pool. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class JdbcOne implements Trial {

    private final DataSource pool;
    private final Keys keys;

    JdbcOne(DataSource pool, Keys keys) {
        this.pool = DelegatingDataSource.unwrapDataSource(pool);
        this.keys = keys;
    }

    @Override
    public String name() {
        return "jdbc-one";
    }

    @Override
    public long once() throws SQLException {
        var key = keys.next();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            if (claim(connection, key) != 1) {
                throw new IllegalStateException(key + " was there before");
            }
            Effect.change(connection, Effect.rowOf(key.eventId()), 1);
            connection.commit();
            return 1;
        }
    }

    private static int claim(Connection connection, EventKey key) throws SQLException {
        String sql = """
            INSERT INTO entrega.inbox (handler, source, event_id)
            SELECT k.handler, k.source, k.event_id
              FROM (VALUES (?, ?, ?)) AS k (handler, source, event_id)
             WHERE set_config('idle_in_transaction_session_timeout', '0', true) IS NOT NULL
               AND NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                WHERE (d.handler, d.source, d.event_id) = (k.handler, k.source, k.event_id))
                ON CONFLICT DO NOTHING""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, key.handler());
            insert.setString(2, key.source());
            insert.setString(3, key.eventId());
            return insert.executeUpdate();
        }
    }
}
