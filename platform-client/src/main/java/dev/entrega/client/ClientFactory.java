package dev.entrega.client;

import dev.entrega.messaging.PlatformMigration;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.runtime.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import javax.sql.DataSource;

/** The beans of the client. */
@Factory
final class ClientFactory {

    @Singleton
    UpstreamMetrics upstreamMetrics(MeterRegistry registry) {
        return new UpstreamMetrics(registry);
    }

    @Singleton
    Clients clients(BeanContext beans) {
        return Clients.of(beans);
    }

    @Singleton
    UpstreamsSettings upstreamsSettings(Clients clients, Environment environment, Settings settings) {
        new KnownSettings(clients.calls()).require(environment);
        return UpstreamsSettings.of(settings, clients.calls());
    }

    @Singleton
    TokenSettings tokenSettings(Settings settings, Environment environment) {
        return TokenSettings.of(settings, environment);
    }

    @Singleton
    Upstreams upstreams(UpstreamsSettings settings, TokenSettings tokens, Clock clock, UpstreamMetrics metrics) {
        return new Upstreams(settings, new Tokens(tokens, clock), metrics);
    }

    /** @param made so that the settings that it goes by are read */
    @Singleton
    @Requires(beans = DataSource.class)
    AppliedSettings appliedSettings(
            Transactions transactions, Upstreams made, Clients clients, Environment environment, Settings settings) {
        return new AppliedSettings(transactions, made, clients, environment, settings);
    }

    @Singleton
    @Requires(beans = DataSource.class)
    DeclareUpstreams declareUpstreams(
            Transactions transactions,
            Environment environment,
            Clients clients,
            @Property(name = "entrega.version", defaultValue = "") String version,
            @Property(name = "entrega.command", defaultValue = "") String command) {
        return new DeclareUpstreams(transactions, environment, clients, version, command.equals("release"));
    }

    @Singleton
    @Named("client")
    PlatformMigration migration() {
        return new PlatformMigration("client", "classpath:entrega/client/db");
    }
}
