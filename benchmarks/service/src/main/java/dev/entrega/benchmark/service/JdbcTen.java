package dev.entrega.benchmark.service;

import dev.entrega.consumer.inbox.EventKey;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** The statements of {@link InboxTen} as one writes them by hand, on connections of the same pool. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class JdbcTen implements Trial {

    private final DataSource pool;
    private final Keys keys;

    JdbcTen(DataSource pool, Keys keys) {
        this.pool = DelegatingDataSource.unwrapDataSource(pool);
        this.keys = keys;
    }

    @Override
    public String name() {
        return "jdbc-ten";
    }

    @Override
    public long once() throws SQLException {
        var ten = keys.ten();
        try (var connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            if (claim(connection, ten) != ten.size()) {
                throw new IllegalStateException("some of " + ten + " were there before");
            }
            Effect.changeAll(
                    connection,
                    ten.stream().map(EventKey::eventId).map(Effect::rowOf).toList(),
                    Collections.nCopies(ten.size(), 1L));
            connection.commit();
            return ten.size();
        }
    }

    private static int claim(Connection connection, List<EventKey> keys) throws SQLException {
        String sql = """
            INSERT INTO entrega.inbox (handler, source, event_id)
            SELECT k.handler, k.source, k.event_id
              FROM unnest(?, ?, ?) WITH ORDINALITY AS k (handler, source, event_id, nr)
             WHERE set_config('idle_in_transaction_session_timeout', '0', true) IS NOT NULL
               AND NOT EXISTS (SELECT FROM entrega.dead_letter AS d
                                WHERE (d.handler, d.source, d.event_id) = (k.handler, k.source, k.event_id))
             ORDER BY k.nr
                ON CONFLICT DO NOTHING
            RETURNING handler, source, event_id""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setArray(1, texts(connection, keys, EventKey::handler));
            insert.setArray(2, texts(connection, keys, EventKey::source));
            insert.setArray(3, texts(connection, keys, EventKey::eventId));
            try (var rows = insert.executeQuery()) {
                int claimed = 0;
                while (rows.next()) {
                    claimed++;
                }
                return claimed;
            }
        }
    }

    private static Array texts(Connection connection, List<EventKey> keys, Function<EventKey, String> part)
            throws SQLException {
        return connection.createArrayOf("text", keys.stream().map(part).toArray());
    }
}
