package dev.entrega.messaging.runtime;

import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.PlatformMigration;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Brings a service's database up to its code: the platform's tables in schema {@code entrega}, then the service's own.
 * Several processes may do it at once, Flyway lets one go first.
 */
@Singleton
final class Migrations {

    static final String OWN = "classpath:db/migration";

    private final List<PlatformMigration> platform;

    Migrations(List<PlatformMigration> platform) {
        this.platform = platform.stream()
                .sorted(Comparator.comparing(PlatformMigration::module))
                .toList();
    }

    void run(DataSource dataSource) {
        for (var migration : platform) {
            migrate(
                    migration.module(),
                    Flyway.configure()
                            .schemas("entrega")
                            .createSchemas(true)
                            .table(migration.module() + "_history")
                            // Each module has its own history in the schema that all share, so none starts empty.
                            .baselineOnMigrate(true)
                            .baselineVersion("0")
                            .locations(migration.location()),
                    dataSource);
        }
        migrate("the service", Flyway.configure().locations(OWN).failOnMissingLocations(false), dataSource);
    }

    private static void migrate(String whose, FluentConfiguration flyway, DataSource dataSource) {
        try {
            flyway.dataSource(dataSource).load().migrate();
        } catch (FlywayException e) {
            throw new MessagingException(
                    "the tables of " + whose + " could not be brought up to date: "
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
