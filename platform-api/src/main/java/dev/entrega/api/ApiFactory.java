package dev.entrega.api;

import dev.entrega.messaging.PlatformMigration;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What the HTTP entry brings into a service: the table of idempotency keys, and its settings. */
@Factory
final class ApiFactory {

    @Singleton
    PlatformMigration idempotencyKeys() {
        return new PlatformMigration("api", "classpath:entrega/api/db");
    }

    @Singleton
    HttpSettings settings(Settings settings) {
        return HttpSettings.of(settings);
    }
}
