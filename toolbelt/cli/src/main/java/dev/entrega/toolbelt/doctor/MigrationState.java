package dev.entrega.toolbelt.doctor;

import dev.entrega.toolbelt.project.DatabaseAddress;
import dev.entrega.toolbelt.project.PlatformTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Looks whether the tables of a service are as its code needs them, and whether a migration was cut off. */
final class MigrationState {

    private static final String CHECK = "migrations";

    /** Every service with a database publishes; only some handle. */
    private static final String ALWAYS = "messaging";

    private static final String IF_IT_HANDLES = "consumer";

    /** One that is being built at the moment is nobody's fault. */
    private static final String INVALID_INDEX = """
        SELECT n.nspname || '.' || c.relname FROM pg_index i
          JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE NOT i.indisvalid AND n.nspname NOT LIKE 'pg\\_%'
           AND NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
         ORDER BY 1""";

    private final DatabaseAddress address;
    private final String service;
    private final @Nullable Path folder;

    MigrationState(DatabaseAddress address, String service, @Nullable Path folder) {
        this.address = address;
        this.service = service;
        this.folder = folder;
    }

    List<Finding> look(Connection connection) throws SQLException {
        var findings = new ArrayList<Finding>();
        var pending = new ArrayList<String>();
        try {
            pending(ALWAYS, platform(ALWAYS), pending, findings);
            if (PlatformTables.exists(connection, historyOf(IF_IT_HANDLES))) {
                pending(IF_IT_HANDLES, platform(IF_IT_HANDLES), pending, findings);
            }
            Path own = folder == null ? null : folder.resolve("src/main/resources/db/migration");
            if (own != null && Files.isDirectory(own)) {
                pending("the service", Flyway.configure().locations("filesystem:" + own), pending, findings);
            }
        } catch (FlywayException e) {
            findings.add(Finding.problem(
                    CHECK,
                    service + ": "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "whether its tables are up to date is unknown",
                    "check the rights of the user"));
        }
        if (!pending.isEmpty()) {
            findings.add(Finding.problem(
                    CHECK,
                    service + " lacks " + String.join(", ", pending),
                    "its code expects tables that are not there",
                    "run its release process, or start it in development"));
        }
        invalidIndexes(connection, findings);
        if (findings.isEmpty()) {
            findings.add(Finding.ok(CHECK, service + " is up to date"));
        }
        return findings;
    }

    private static String historyOf(String module) {
        return module + "_history";
    }

    private static FluentConfiguration platform(String module) {
        return Flyway.configure()
                .schemas("entrega")
                .table(historyOf(module))
                .locations("classpath:entrega/" + module + "/db");
    }

    private void pending(
            String whose, FluentConfiguration configuration, List<String> pending, List<Finding> findings) {
        var url = address.url();
        var info = configuration
                .loggers("slf4j")
                .dataSource(url.jdbcUrl(), url.user(), url.password())
                .load()
                .info();
        Stream.of(info.all())
                .filter(each -> each.getState().isFailed())
                .map(MigrationInfo::getScript)
                .findFirst()
                .ifPresent(script -> findings.add(Finding.problem(
                        CHECK,
                        service + ": " + script + " of " + whose + " has failed",
                        "the service does not start before it is mended",
                        "mend the cause and run its release process again")));
        Stream.of(info.pending())
                .map(script -> script.getScript() + " of " + whose)
                .forEach(pending::add);
    }

    /** What CREATE INDEX CONCURRENTLY leaves behind when it is killed. */
    private void invalidIndexes(Connection connection, List<Finding> findings) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(INVALID_INDEX)) {
            while (rows.next()) {
                findings.add(Finding.problem(
                        CHECK,
                        service + ": the index " + rows.getString(1) + " is invalid",
                        "a migration was cut off while it was made, so no query uses it",
                        "REINDEX INDEX CONCURRENTLY " + rows.getString(1)));
            }
        }
    }
}
