package dev.entrega.api.access;

import dev.entrega.messaging.issuer.Issuer;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What finds out who calls. */
@Factory
final class AccessFactory {

    @Singleton
    AccessSettings settings(Settings settings) {
        return AccessSettings.of(settings);
    }

    @Singleton
    RateSettings rateSettings(Settings settings) {
        return RateSettings.of(settings);
    }

    @Singleton
    Rates rates(RateSettings settings) {
        return new Rates(settings, System::nanoTime);
    }

    @Singleton
    Tokens tokens(AccessSettings settings, Clock clock) {
        return new Tokens(settings, new Keys(new PublishedKeys(new Issuer(settings.issuer())), clock), clock);
    }
}
