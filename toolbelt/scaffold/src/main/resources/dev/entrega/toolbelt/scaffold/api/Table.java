package {{package}};

import dev.entrega.messaging.TimeOrderedIds;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code {{table}}}. Every method is part of its caller's transaction. */
@Singleton
final class {{Noun}}Table {
    private final DataSource database;
    private final TimeOrderedIds ids;

    {{Noun}}Table(DataSource database, TimeOrderedIds ids) {
        this.database = database;
        this.ids = ids;
    }

    {{Noun}}Resource insert(String reference) throws SQLException {
        String sql = "INSERT INTO {{table}} (id, reference) VALUES (?, ?) RETURNING id, reference, at";
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(sql)) {
            insert.setString(1, ids.next());
            insert.setString(2, reference);
            return first(insert).orElseThrow();
        }
    }

    Optional<{{Noun}}Resource> find(String id) throws SQLException {
        String sql = "SELECT id, reference, at FROM {{table}} WHERE id = ?";
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, id);
            return first(select);
        }
    }

    private static Optional<{{Noun}}Resource> first(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var at = rows.getObject("at", OffsetDateTime.class).toInstant();
            return Optional.of(new {{Noun}}Resource(rows.getString("id"), rows.getString("reference"), at));
        }
    }
}
