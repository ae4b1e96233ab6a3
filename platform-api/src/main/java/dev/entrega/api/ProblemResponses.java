package dev.entrega.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.util.Locale;

/**
 * Makes a {@link Problem} of whatever Micronaut has to say against a request. Micronaut's own words, which name its
 * classes, stay inside.
 */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {

    private static final int KIB = 1024;

    private final HttpServerConfiguration configuration;

    ProblemResponses(HttpServerConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> answer) {
        HttpRequest<?> request = context.getRequest();
        HttpStatus status = HttpStatus.valueOf(answer.code());
        Problem problem = context.getRootCause()
                .map(cause -> problem(cause, request, status))
                .orElseGet(() -> ofStatus(status));
        return write(problem, request, answer);
    }

    /** Fills an answer with a problem. */
    static MutableHttpResponse<Problem> write(Problem problem, HttpRequest<?> request, MutableHttpResponse<?> answer) {
        answer.status(problem.status());
        if (request.getMethod() != HttpMethod.HEAD) {
            answer.contentType(Problem.MEDIA_TYPE).body(problem.at(request.getPath()));
        }
        @SuppressWarnings("unchecked") // it has a problem for a body, or none
        var written = (MutableHttpResponse<Problem>) answer;
        return written;
    }

    static MutableHttpResponse<Problem> write(Problem problem, HttpRequest<?> request) {
        return write(problem, request, HttpResponse.status(HttpStatus.valueOf(problem.status())));
    }

    private Problem problem(Throwable cause, HttpRequest<?> request, HttpStatus status) {
        return switch (cause) {
            case ConstraintViolationException e -> Violations.problem(e, request);
            case JsonSyntaxException e -> JsonProblems.problem(e);
            case JsonProcessingException e -> JsonProblems.problem(e);
            case ConversionErrorException e ->
                e.getCause() instanceof JsonProcessingException json
                        ? JsonProblems.problem(json)
                        : Problem.of(
                                HttpStatus.BAD_REQUEST,
                                "parameter-malformed",
                                "The parameter " + e.getArgument().getName() + " can't be read.");
            case UnsatisfiedRouteException e ->
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "input-missing",
                        "This request needs " + e.getArgument().getName() + ", which is missing.");
            case NotAllowedException e ->
                Problem.of(
                        status,
                        "method-not-allowed",
                        e.getRequestMethod() + " is not possible here; possible: "
                                + String.join(", ", e.getAllowedMethods()) + ".");
            default -> ofStatus(status);
        };
    }

    private Problem ofStatus(HttpStatus status) {
        return Problem.of(status, code(status), detail(status));
    }

    private static String code(HttpStatus status) {
        return status.getReason().toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private String detail(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is nothing at this path.";
            case UNSUPPORTED_MEDIA_TYPE -> "The body must be application/json; say so in Content-Type.";
            case NOT_ACCEPTABLE -> "The answer is application/json, which Accept doesn't allow.";
            case REQUEST_ENTITY_TOO_LARGE ->
                "The body is larger than " + configuration.getMaxRequestSize() / KIB + " KiB.";
            case INTERNAL_SERVER_ERROR -> "The service failed; whether the request had an effect is unknown.";
            default -> status.getReason() + ".";
        };
    }
}
