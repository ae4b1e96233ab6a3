package dev.entrega.messaging.runtime;

import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.PlatformMigration;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a service's database up to its code: the platform's tables in schema {@code entrega}, then the service's own.
 * Several processes may do it at once, Flyway lets one go first.
 */
@Singleton
final class Migrations {

    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    static final String OWN = "classpath:db/migration";

    private final List<PlatformMigration> platform;

    Migrations(List<PlatformMigration> platform) {
        this.platform = platform.stream()
                .sorted(Comparator.comparing(PlatformMigration::module))
                .toList();
    }

    /** Whether the service itself has migrations, so that it can't do without a database. */
    static boolean areOwn() {
        return Migrations.class.getClassLoader().getResource("db/migration") != null;
    }

    /** @throws MessagingException if a script fails, or one that was interrupted has left something behind */
    void run(DataSource dataSource) {
        all(dataSource)
                .forEach(step -> carefully(step, step.flyway()::migrate)
                        .migrations
                        .forEach(made -> LOG.info(
                                "migrated {}: V{} {} ({} ms)",
                                step.whose(),
                                made.version,
                                made.description,
                                made.executionTime)));
        InterruptedIndexes.requireNone(dataSource);
    }

    /**
     * Why the tables are not yet as the code needs them: a migration that failed, which Flyway doesn't count among those
     * to come, or one that the database has not seen.
     */
    Optional<String> missing(DataSource dataSource) {
        return all(dataSource).flatMap(Migrations::missing).findFirst();
    }

    private static Stream<String> missing(Step step) {
        var info = carefully(step, step.flyway()::info);
        return Stream.concat(
                Stream.of(info.all())
                        .filter(known -> known.getState() == MigrationState.FAILED)
                        .map(failed -> failed.getScript() + " of " + step.whose() + " has failed"),
                Stream.of(info.pending())
                        .map(pending -> pending.getScript() + " of " + step.whose() + " is missing in the database"));
    }

    private record Step(String whose, Flyway flyway) {}

    private Stream<Step> all(DataSource dataSource) {
        var own = Flyway.configure().locations(OWN).failOnMissingLocations(false);
        return Stream.concat(
                platform.stream()
                        .map(migration -> new Step(migration.module(), load(configuration(migration), dataSource))),
                Stream.of(new Step("the service", load(own, dataSource))));
    }

    private static FluentConfiguration configuration(PlatformMigration migration) {
        return Flyway.configure()
                .schemas("entrega")
                .createSchemas(true)
                .table(migration.module() + "_history")
                // Each module has its own history in the schema that all share, so none starts empty.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations(migration.location());
    }

    private static Flyway load(FluentConfiguration configuration, DataSource dataSource) {
        // A lock of the session and not of a transaction, or CREATE INDEX CONCURRENTLY would wait for it without end.
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.dataSource(dataSource).load();
    }

    private static <R> R carefully(Step step, Supplier<R> work) {
        try {
            return work.get();
        } catch (FlywayException e) {
            throw new MessagingException(
                    "the tables of " + step.whose() + " could not be brought up to date: "
                            + oneLine(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /** Flyway draws its messages over many lines. */
    private static String oneLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.matches("-+"))
                .collect(Collectors.joining(", "));
    }
}
