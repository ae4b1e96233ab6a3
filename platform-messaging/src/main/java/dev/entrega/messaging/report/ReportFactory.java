package dev.entrega.messaging.report;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** The one bean that errors are told to. */
@Factory
final class ReportFactory {

    @Singleton
    ErrorReports errorReports(Environment settings) {
        return ErrorReports.of(settings);
    }
}
