package dev.entrega.api;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteInfo;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What bean validation found. In the body it is a 422: the JSON is well-formed and what it says can't be done (RFC 9110,
 * 15.5.21). In a parameter it is a 400.
 */
final class Violations {

    private static final Comparator<Problem.Flaw> BY_PLACE =
            Comparator.comparing(Problem.Flaw::pointer).thenComparing(Problem.Flaw::detail);

    private Violations() {}

    static Problem problem(ConstraintViolationException e, HttpRequest<?> request) {
        String body = RouteAttributes.getRouteInfo(request)
                .flatMap(RouteInfo::getFullRequestBodyType)
                .map(Argument::getName)
                .orElse("");
        var errors = new ArrayList<Problem.Flaw>();
        var parameters = new ArrayList<String>();
        for (var violation : e.getConstraintViolations()) {
            var path = path(violation);
            if (path.isEmpty() || !path.getFirst().getName().equals(body)) {
                parameters.add(violation.getPropertyPath().toString().replaceFirst("^[^.]*\\.", "") + " "
                        + violation.getMessage());
            } else {
                errors.add(new Problem.Flaw(pointer(path), violation.getMessage()));
            }
        }
        if (errors.isEmpty()) {
            String detail = parameters.stream().sorted().collect(Collectors.joining("; "));
            return Problem.of(HttpStatus.BAD_REQUEST, "parameter-invalid", detail + ".");
        }
        errors.sort(BY_PLACE);
        return Problem.of(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "body-invalid",
                "The body breaks " + (errors.size() == 1 ? "a rule" : errors.size() + " rules") + "; see errors.",
                errors);
    }

    /** From the parameter on: what comes before it is the method. */
    private static List<Path.Node> path(ConstraintViolation<?> violation) {
        var nodes = new ArrayList<Path.Node>();
        violation.getPropertyPath().forEach(nodes::add);
        return nodes.isEmpty() ? nodes : nodes.subList(1, nodes.size());
    }

    /** The first node is the parameter itself, which is the root of the document. */
    private static String pointer(List<Path.Node> path) {
        var pointer = new StringBuilder();
        for (var node : path.subList(1, path.size())) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            // An element of a list has no name of its own; validation calls it <list element>.
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(JsonProblems.escape(node.getName()));
            }
        }
        return pointer.toString();
    }
}
