package dev.entrega.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.micronaut.http.HttpStatus;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Jackson says against a body, without the names of its classes and without the body's values. */
final class JsonProblems {

    private JsonProblems() {}

    static Problem problem(Throwable failure) {
        String pointer = pointer(failure);
        return switch (reason(failure)) {
            case StreamConstraintsException e ->
                malformed(
                        pointer,
                        "is too long a number or text, or nested too deep (limits: " + StrictJson.MAX_NUMBER_LENGTH
                                + " digits, " + StrictJson.MAX_TEXT_LENGTH + " characters, " + StrictJson.MAX_DEPTH
                                + " levels)");
            case InputCoercionException e -> mismatch(pointer, "is a number out of range");
            case StreamReadException e -> malformed(pointer, broken(e));
            case UnrecognizedPropertyException e -> mismatch(pointer, "is not known here; known: " + known(e));
            case Text.ForbiddenCharacterException e -> mismatch(pointer, e.getOriginalMessage());
            case MismatchedInputException e ->
                e.getOriginalMessage().startsWith("Trailing token")
                        ? malformed("", "goes on after its end")
                        : mismatch(pointer, expected(e.getTargetType(), e.getOriginalMessage()));
            default -> malformed(pointer, "can't be read as JSON");
        };
    }

    /** The innermost, since Jackson wraps what it finds deep in a document once for each level. */
    private static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException) {
                reason = cause;
            }
        }
        return reason;
    }

    /**
     * A JSON pointer (RFC 6901) to where Jackson gave up, empty for the whole body: how deep it was in the values, or in
     * the tokens, whichever says more.
     */
    private static String pointer(Throwable failure) {
        String deepest = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            for (String pointer : List.of(inValues(cause), inTokens(cause))) {
                deepest = pointer.length() > deepest.length() ? pointer : deepest;
            }
        }
        return deepest;
    }

    private static String inValues(Throwable failure) {
        return failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                        .map(step -> "/" + escape(step))
                        .collect(Collectors.joining())
                : "";
    }

    private static String inTokens(Throwable failure) {
        return failure instanceof StreamReadException read && read.getProcessor() != null
                ? read.getProcessor().getParsingContext().pathAsPointer().toString()
                : "";
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static String broken(StreamReadException e) {
        if (e.getOriginalMessage().startsWith("Duplicate field")) {
            return "is there twice";
        }
        var place = e.getLocation();
        return place == null
                ? "is broken JSON"
                : "is broken JSON at line " + place.getLineNr() + ", column " + place.getColumnNr();
    }

    private static String known(UnrecognizedPropertyException e) {
        Collection<Object> known = e.getKnownPropertyIds();
        return known == null
                ? "nothing"
                : known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String expected(@Nullable Class<?> type, String message) {
        // Jackson names the object, not the property, if one that can't be null isn't there.
        return (message.startsWith("Cannot map `null`") ? "lacks " : "must be ") + described(type);
    }

    private static String described(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return "a whole number in range";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private static Problem malformed(String pointer, String detail) {
        return problem("json-malformed", "The body is not the JSON that this API reads; see errors.", pointer, detail);
    }

    private static Problem mismatch(String pointer, String detail) {
        return problem(
                "json-mismatch", "The body has not the form that is expected here; see errors.", pointer, detail);
    }

    private static Problem problem(String code, String detail, String pointer, String error) {
        return Problem.of(HttpStatus.BAD_REQUEST, code, detail, List.of(new Problem.Flaw(pointer, error)));
    }
}
