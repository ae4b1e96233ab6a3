package dev.entrega.messaging.runtime;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.runtime.EmbeddedApplication;
import jakarta.inject.Singleton;

/** Keeps a service alive that has no HTTP server, until it is told to stop. */
@Singleton
@Requires(missingClasses = "io.micronaut.http.server.netty.NettyHttpServer")
final class WorkerApplication implements EmbeddedApplication<WorkerApplication> {

    private final ApplicationContext context;
    private final ApplicationConfiguration configuration;
    private final ServiceStart service;

    WorkerApplication(ApplicationContext context, ApplicationConfiguration configuration, ServiceStart service) {
        this.context = context;
        this.configuration = configuration;
        this.service = service;
    }

    @Override
    public WorkerApplication start() {
        service.isOpen();
        return this;
    }

    @Override
    public ApplicationContext getApplicationContext() {
        return context;
    }

    @Override
    public ApplicationConfiguration getApplicationConfiguration() {
        return configuration;
    }

    @Override
    public boolean isRunning() {
        return context.isRunning();
    }

    @Override
    public boolean isServer() {
        return true;
    }
}
