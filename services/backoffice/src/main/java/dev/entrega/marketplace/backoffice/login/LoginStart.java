package dev.entrega.marketplace.backoffice.login;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;

/** Pages that nobody can log in to don't start. */
@Singleton
@Requires(missingProperty = "entrega.command")
final class LoginStart {
    private final LoginSettings settings;

    LoginStart(LoginSettings settings) {
        this.settings = settings;
    }

    @EventListener
    void check(StartupEvent event) {
        settings.require();
    }
}
