package dev.entrega.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpStatus;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not fulfilled, as {@code application/problem+json} (RFC 9457). Never a stack, SQL, a host or a class.
 *
 * @param type {@code urn:entrega:problem:} and the code
 * @param title the status in words
 * @param status of HTTP
 * @param detail what this client can mend
 * @param instance the path that was asked for
 * @param code what a program can tell apart, lower-case words joined by hyphens
 * @param errors the places in the body that are wrong
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        URI type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        String code,
        List<Flaw> errors) {

    static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /**
     * A place in the body and what is wrong there.
     *
     * @param pointer a JSON pointer (RFC 6901), as {@code /lines/0/quantity}; empty for the whole body
     */
    public record Flaw(@JsonInclude String pointer, String detail) {}

    static Problem of(HttpStatus status, String code, String detail) {
        return of(status, code, detail, List.of());
    }

    static Problem of(HttpStatus status, String code, String detail, List<Flaw> errors) {
        return new Problem(
                URI.create("urn:entrega:problem:" + code),
                status.getReason(),
                status.getCode(),
                detail,
                null,
                code,
                errors);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, path, code, errors);
    }
}
