package dev.entrega.toolbelt;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What a running service does to its database when its dead letters come back: their events end in the inbox, or as dead
 * letters again. The real one is in the end-to-end tests.
 */
final class PretendedService implements AutoCloseable {

    private static final String NEXT = """
        UPDATE entrega.outbox SET published_at = now() WHERE position = (
               SELECT position FROM entrega.outbox WHERE published_at IS NULL ORDER BY position LIMIT 1)
        RETURNING event_id, source""";

    private final Connection connection;
    private final Set<String> failing;
    private final boolean always;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Thread loop = Thread.ofVirtual().unstarted(this::run);
    private volatile boolean ending;

    PretendedService(ServiceDatabase database, String... failing) throws SQLException {
        this(database, false, failing);
    }

    private PretendedService(ServiceDatabase database, boolean always, String... failing) throws SQLException {
        this.connection = database.connect();
        this.failing = Set.of(failing);
        this.always = always;
        loop.start();
    }

    static PretendedService thatFailsAlways(ServiceDatabase database) throws SQLException {
        return new PretendedService(database, true);
    }

    List<String> received() {
        return received;
    }

    private void run() {
        try {
            while (!ending) {
                try (var next = connection.prepareStatement(NEXT);
                        var row = next.executeQuery()) {
                    if (row.next()) {
                        end(row.getString(1), row.getString(2));
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(String eventId, String source) throws SQLException {
        received.add(eventId);
        String sql = always || failing.contains(eventId)
                ? """
                  INSERT INTO entrega.dead_letter
                         (handler, source, event_id, type, subject, reason, detail, attempts, first_failed_at,
                          last_failed_at, body, attributes)
                  VALUES ('reserve-stock', ?, ?, 'order.placed.v1', 's', 'ATTEMPTS_EXHAUSTED', 'again', 5, now(), now(),
                          '{}', '{}')"""
                : "INSERT INTO entrega.inbox (handler, source, event_id) VALUES ('reserve-stock', ?, ?)";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, source);
            insert.setString(2, eventId);
            insert.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        ending = true;
        await().until(() -> !loop.isAlive());
        connection.close();
    }
}
