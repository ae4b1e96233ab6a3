package dev.entrega.consumer;

import dev.entrega.messaging.runtime.Cleanup;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Forgets what was handled, or failed for the last time, before the horizon. Thread-safe. */
final class InboxCleanup implements Cleanup.Step {

    static final String NAME = "inbox cleanup";

    /** Beyond the horizon: clocks differ. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Duration age;

    /** @param horizon for how long it is remembered */
    InboxCleanup(Duration horizon) {
        this.age = horizon.plus(MARGIN);
    }

    /** @return how many rows of the inbox are gone */
    @Override
    public int remove(Connection connection, int atMost) throws SQLException {
        String sql = """
            WITH failures AS (
                    DELETE FROM entrega.attempt WHERE ctid = ANY (ARRAY(
                        SELECT ctid FROM entrega.attempt
                         WHERE last_at < now() - ? * interval '1 second' LIMIT ?)))
            DELETE FROM entrega.inbox WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM entrega.inbox
                 WHERE handled_at < now() - ? * interval '1 second' LIMIT ?))""";
        try (var delete = connection.prepareStatement(sql)) {
            delete.setLong(1, age.toSeconds());
            delete.setInt(2, atMost);
            delete.setLong(3, age.toSeconds());
            delete.setInt(4, atMost);
            return delete.executeUpdate();
        }
    }
}
