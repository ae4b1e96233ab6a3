package dev.entrega.messaging.runtime;

import dev.entrega.messaging.MessagingException;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Finds what a killed {@code CREATE INDEX CONCURRENTLY} leaves behind: an index that is kept up to date and used for
 * nothing, that doesn't hold its uniqueness, and that {@code IF NOT EXISTS} takes for built.
 */
final class InterruptedIndexes {

    /** One that is being built at the moment is nobody's fault. */
    private static final String FIRST_INVALID = """
            SELECT format('%I.%I', schema.nspname, class.relname), owner.relname
            FROM pg_index
                JOIN pg_class class ON class.oid = pg_index.indexrelid
                JOIN pg_class owner ON owner.oid = pg_index.indrelid
                JOIN pg_namespace schema ON schema.oid = class.relnamespace
            WHERE NOT pg_index.indisvalid
                AND schema.nspname NOT IN ('pg_catalog', 'pg_toast')
                AND pg_index.indexrelid NOT IN (
                    SELECT index_relid FROM pg_stat_progress_create_index WHERE index_relid IS NOT NULL)
            ORDER BY 1
            LIMIT 1""";

    private InterruptedIndexes() {}

    /** @throws MessagingException that names the first, and how to mend it */
    static void requireNone(DataSource dataSource) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(FIRST_INVALID)) {
            if (rows.next()) {
                String index = rows.getString(1);
                throw new MessagingException("index " + index + " of table " + rows.getString(2)
                        + " is invalid, because its building was interrupted; run REINDEX INDEX CONCURRENTLY " + index
                        + ", then the release process again");
            }
        } catch (SQLException e) {
            throw new MessagingException("the database can't be asked for its indexes: " + e.getMessage(), e);
        }
    }
}
