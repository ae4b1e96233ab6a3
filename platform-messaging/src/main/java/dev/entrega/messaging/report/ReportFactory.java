package dev.entrega.messaging.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** The one bean that errors are told to. */
@Factory
final class ReportFactory {

    @Singleton
    ErrorReports errorReports(Environment settings, MeterRegistry registry) {
        return new CountedReports(ErrorReports.of(settings), registry);
    }
}
