package dev.entrega.api.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Types as they stand in the code, with the annotations in them: constraints, and what may be null. */
final class Members {

    private Members() {}

    /** Of a field, also of a record's component, which has one; {@code null} if there is none of that name. */
    static @Nullable AnnotatedType written(Class<?> owner, String field) {
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            for (var declared : type.getDeclaredFields()) {
                if (declared.getName().equals(field)) {
                    return declared.getAnnotatedType();
                }
            }
        }
        return null;
    }

    /** Of what a list, a map or an optional holds. */
    static @Nullable AnnotatedType content(@Nullable AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            return array.getAnnotatedGenericComponentType();
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            var arguments = generic.getAnnotatedActualTypeArguments();
            return arguments[arguments.length - 1];
        }
        return null;
    }

    static <A extends Annotation> @Nullable A annotation(@Nullable AnnotatedType type, Class<A> annotation) {
        return type == null ? null : type.getAnnotation(annotation);
    }

    /** By whichever of the annotations of that name. */
    static boolean isNullable(@Nullable AnnotatedType type) {
        return type != null
                && Arrays.stream(type.getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
