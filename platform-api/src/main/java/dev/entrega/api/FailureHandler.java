package dev.entrega.api;

import dev.entrega.messaging.TraceParent;
import dev.entrega.messaging.report.ErrorReport;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.data.connection.exceptions.ConnectionException;
import io.micronaut.data.connection.exceptions.NoConnectionException;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what nobody expected: 503 if the database is out of reach or gave up for now, else 500. To the client both mean
 * that the effect is unknown and that the same key may be sent again.
 */
@Singleton
final class FailureHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(FailureHandler.class);

    private static final String RETRY_AFTER_SECONDS = "1";

    /**
     * Classes of SQLSTATE (PostgreSQL, appendix A) that pass by themselves: connection, rollback by deadlock or
     * serialization, resources, object in use (lock_timeout), operator intervention (shutdown, statement_timeout).
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57");

    private static final Problem UNAVAILABLE = Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "The service can't reach what it needs; whether the request had an effect is unknown. Repeat it later.");

    private static final Problem FAILED = Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "failed",
            "The service failed; whether the request had an effect is unknown.");

    private final ErrorReports reports;

    FailureHandler(ErrorReports reports) {
        this.reports = reports;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public HttpResponse<?> handle(HttpRequest request, Throwable failure) {
        if (isPassing(failure)) {
            LOG.warn("{} {} failed for now: {}", request.getMethodName(), request.getPath(), failure.toString());
            return ProblemResponses.write(UNAVAILABLE, request).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        LOG.error("{} {} failed", request.getMethodName(), request.getPath(), failure);
        reports.tell(report(request, failure));
        return ProblemResponses.write(FAILED, request);
    }

    /** The route as the code has it: what stands in the path is the client's. */
    private static ErrorReport report(HttpRequest<?> request, Throwable failure) {
        String route = BasicHttpAttributes.getUriTemplate(request).orElse("none");
        String traceparent = request.getHeaders().get("traceparent");
        return ErrorReport.of(Place.ENDPOINT, request.getMethod() + " " + route, "failed", failure)
                .with("trace", TraceParent.traceId(traceparent).orElse(ErrorReport.NO_TRACE));
    }

    private static boolean isPassing(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> isLostConnection(cause) || hasPassingState(cause));
    }

    /** The second is how a dead connection shows that Micronaut wants to clean up; without one it would be our mistake. */
    private static boolean isLostConnection(Throwable cause) {
        return cause instanceof SQLTransientException
                || (cause instanceof ConnectionException && !(cause instanceof NoConnectionException));
    }

    private static boolean hasPassingState(Throwable cause) {
        String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
        return state != null && state.length() == 5 && PASSING.contains(state.substring(0, 2));
    }
}
