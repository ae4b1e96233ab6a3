package dev.entrega.consumer.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** The table of dead letters, in the service's own database, where they can be searched. Thread-safe. */
public final class DeadLetters {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Stores a dead letter; to be committed before the message is deleted. Safe to repeat: a message that is delivered
     * again since it could not be deleted makes no second one.
     */
    public void store(Connection connection, DeadLetter letter) throws SQLException {
        String sql = """
            INSERT INTO entrega.dead_letter
                   (handler, source, event_id, type, subject, reason, detail, attempts, first_failed_at, last_failed_at,
                    body, attributes)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (handler, source, event_id) DO NOTHING""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, letter.key().handler());
            insert.setString(2, letter.key().source());
            insert.setString(3, letter.key().eventId());
            insert.setString(4, letter.type());
            insert.setString(5, letter.subject());
            insert.setString(6, letter.reason().name());
            insert.setString(7, letter.detail().replace('\0', ' ')); // PostgreSQL stores no NUL.
            insert.setInt(8, letter.attempts());
            insert.setObject(9, letter.first().atOffset(ZoneOffset.UTC));
            insert.setObject(10, letter.last().atOffset(ZoneOffset.UTC));
            insert.setString(11, letter.body());
            insert.setString(12, JSON.valueToTree(letter.attributes()).toString());
            insert.executeUpdate();
        }
    }
}
