package dev.entrega.api;

import dev.entrega.messaging.PlatformMigration;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Brings the table of idempotency keys into a service's database. */
@Factory
final class ApiMigrations {

    @Singleton
    PlatformMigration idempotencyKeys() {
        return new PlatformMigration("api", "classpath:entrega/api/db");
    }
}
