package dev.entrega.api;

import dev.entrega.messaging.PlatformMigration;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.runtime.Cleanup;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;

/** What the HTTP entry brings into a service: the table of idempotency keys and its upkeep, and its settings. */
@Factory
final class ApiFactory {

    private static final Duration CLEANUP = Duration.ofMinutes(1);

    @Singleton
    PlatformMigration idempotencyKeys() {
        return new PlatformMigration("api", "classpath:entrega/api/db");
    }

    @Singleton
    HttpSettings settings(Settings settings) {
        return HttpSettings.of(settings);
    }

    @Singleton
    IdempotencySettings idempotencySettings(Settings settings) {
        return IdempotencySettings.of(settings);
    }

    @Singleton
    @Requires(beans = DataSource.class)
    Cleanup keyCleanup(
            Transactions transactions, IdempotencySettings settings, IdempotencyKeys keys, ErrorReports reports) {
        return new Cleanup(
                "idempotency key cleanup",
                CLEANUP,
                transactions,
                (connection, atMost) -> keys.removeOlderThan(settings.retention(), connection, atMost),
                Place.ENDPOINT,
                reports);
    }
}
