package dev.entrega.marketplace.backoffice.login;

import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** What logging in is made of. */
@Factory
final class LoginFactory {

    @Singleton
    LoginSettings settings(Settings settings, Environment environment) {
        return LoginSettings.of(settings, environment);
    }

    @Singleton
    Seal seal(Secret secret) {
        return new Seal(secret);
    }
}
