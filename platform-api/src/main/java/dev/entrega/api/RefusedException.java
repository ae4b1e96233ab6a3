package dev.entrega.api;

import io.micronaut.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The service won't do what the client asks for, or can't now, and the client can know why. It rolls the transaction back
 * and becomes a {@link Problem}; it isn't logged as an error.
 */
public final class RefusedException extends ApiException {

    private final Problem problem;
    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param status 4xx, or 503
     * @param code what a program can tell apart, lower-case words joined by hyphens, as {@code order-state}
     * @param detail what a person can mend, without anything that only the service should know
     */
    public RefusedException(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /** @param errors the places in the body that are wrong */
    public RefusedException(HttpStatus status, String code, String detail, List<Problem.Flaw> errors) {
        super(code + ": " + detail);
        this.problem = Problem.of(status, code, detail, errors);
    }

    /** Adds a header to the answer. */
    public RefusedException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return Map.copyOf(headers);
    }
}
