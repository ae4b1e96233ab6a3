package dev.entrega.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.beans.BeanIntrospection;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.CookieValue;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a method takes from a request.
 *
 * @param place {@code path}, {@code query}, {@code header}, {@code cookie}, {@code body} for the whole of it, or {@code
 *     property} for one of the body's
 * @param annotated its type with the annotations in it
 */
record Input(
        String place,
        Argument<?> argument,
        JavaType type,
        @Nullable AnnotatedType annotated) {

    /** All that a client has to do with: what Micronaut gives by itself, as the request, is left out. */
    static List<Input> of(Operation operation, ObjectMapper json) {
        var inputs = new ArrayList<Input>();
        List<Argument<?>> arguments = operation.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Argument<?> argument = arguments.get(i);
            if (argument.getAnnotationMetadata().hasAnnotation(RequestBean.class)) {
                inputs.addAll(ofBean(operation, argument.getType(), json));
            } else if (!argument.getType().getName().startsWith("io.micronaut.")
                    && !argument.getType().getName().startsWith("java.security.")) {
                inputs.add(new Input(
                        place(operation, argument),
                        argument,
                        json.constructType(operation.code().getGenericParameterTypes()[i]),
                        operation.code().getAnnotatedParameterTypes()[i]));
            }
        }
        return inputs;
    }

    private static List<Input> ofBean(Operation operation, Class<?> bean, ObjectMapper json) {
        return BeanIntrospection.getIntrospection(bean).getBeanProperties().stream()
                .map(property -> {
                    var written = Members.written(bean, property.getName());
                    return new Input(
                            place(operation, property.asArgument()),
                            property.asArgument(),
                            json.constructType(property.asArgument().asType()),
                            written);
                })
                .toList();
    }

    private static String place(Operation operation, Argument<?> argument) {
        AnnotationMetadata annotations = argument.getAnnotationMetadata();
        if (annotations.hasAnnotation(Body.class)) {
            return annotations.stringValue(Body.class).isPresent() ? "property" : "body";
        }
        if (annotations.hasAnnotation(Header.class)) {
            return "header";
        }
        if (annotations.hasAnnotation(CookieValue.class)) {
            return "cookie";
        }
        if (operation.isInPath(nameOf(argument))) {
            return "path";
        }
        return annotations.hasAnnotation(QueryValue.class) || !operation.route().isPermitsRequestBody()
                ? "query"
                : "property";
    }

    boolean isParameter() {
        return !place.equals("body") && !place.equals("property");
    }

    /** As the client writes it. */
    String name() {
        return nameOf(argument);
    }

    private static String nameOf(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class)
                .filter(name -> !name.isEmpty())
                .orElse(argument.getName());
    }

    Optional<String> byDefault() {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class, "defaultValue")
                .filter(value -> !value.isEmpty());
    }

    boolean isRequired() {
        return place.equals("path")
                || !(argument.isNullable()
                        || Members.isNullable(annotated)
                        || type.isReferenceType()
                        || byDefault().isPresent());
    }
}
