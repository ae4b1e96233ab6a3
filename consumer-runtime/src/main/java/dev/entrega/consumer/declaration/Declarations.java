package dev.entrega.consumer.declaration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The table of declarations: what the releases of a service have read, each under its hash. */
public final class Declarations {

    /** In the caller's transaction; one that is there is only the newest again. */
    public void store(Connection connection, Declaration declaration) throws SQLException {
        String sql = """
            INSERT INTO entrega.declaration (hash, declared) VALUES (?, ?)
                ON CONFLICT (hash) DO UPDATE SET declared_at = now()""";
        try (var insert = connection.prepareStatement(sql)) {
            insert.setString(1, declaration.hash());
            insert.setString(2, declaration.toJson());
            insert.executeUpdate();
        }
    }

    /** The declaration of that hash; empty if this service never made it. */
    public Optional<Declaration> find(Connection connection, String hash) throws SQLException {
        try (var query = connection.prepareStatement("SELECT declared FROM entrega.declaration WHERE hash = ?")) {
            query.setString(1, hash);
            try (var row = query.executeQuery()) {
                return row.next() ? Optional.of(Declaration.parse(row.getString(1))) : Optional.empty();
            }
        }
    }
}
