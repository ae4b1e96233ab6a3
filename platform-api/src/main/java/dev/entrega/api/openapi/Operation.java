package dev.entrega.api.openapi;

import dev.entrega.api.access.Guard;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.annotation.Header;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A route and the method behind it, which has the types as they were written.
 *
 * @param guard what it asks of who calls it
 */
record Operation(UriRouteInfo<?, ?> route, Method code, Guard guard) {

    /** {@code {+path}} or {@code {id:[0-9]+}}, of which the name is all that OpenAPI can say. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[+#./;]?(\\w+)[^}]*}");

    String path() {
        return VARIABLE.matcher(route.getUriMatchTemplate().toPathString()).replaceAll("{$1}");
    }

    String method() {
        return route.getHttpMethodName();
    }

    /** A path that names a resource, which may not be there. */
    boolean hasPathVariable() {
        return path().contains("{");
    }

    boolean isInPath(String name) {
        return path().contains("{" + name + "}");
    }

    /** What it is part of in a list of operations: the controller's name without what all of them are called. */
    String tag() {
        return code.getDeclaringClass().getSimpleName().replaceFirst("(?<=.)(Controller|Api)$", "");
    }

    AnnotationMetadata annotations() {
        return route.getAnnotationMetadata();
    }

    List<Argument<?>> arguments() {
        return Arrays.asList(route.getTargetMethod().getArguments());
    }

    boolean isConditional() {
        return arguments().stream()
                .anyMatch(argument -> argument.getAnnotationMetadata()
                        .stringValue(Header.class)
                        .filter(HttpHeaders.IF_MATCH::equalsIgnoreCase)
                        .isPresent());
    }
}
