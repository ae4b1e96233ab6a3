package dev.entrega.contract.generate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.Component;
import dev.entrega.contract.generate.Shape.RecordShape;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record. What the contract says about its form on the wire is annotated here, so that it holds with any
 * mapper: absent rather than null, ISO 8601 rather than numbers, the unknown ignored.
 */
final class RecordWriter {

    private RecordWriter() {}

    static TypeSpec.Builder write(RecordShape shape) {
        TypeSpec.Builder type = TypeSpec.recordBuilder(shape.name())
                .addModifiers(Modifier.PUBLIC)
                .addAnnotation(AnnotationSpec.builder(JsonInclude.class)
                        .addMember("value", "$T.NON_NULL", JsonInclude.Include.class)
                        .build())
                .addAnnotation(AnnotationSpec.builder(JsonIgnoreProperties.class)
                        .addMember("ignoreUnknown", "true")
                        .build())
                .addJavadoc("$L", Javadoc.of(shape))
                .recordConstructor(MethodSpec.compactConstructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameters(shape.components().stream()
                                .map(RecordWriter::parameter)
                                .toList())
                        .addCode(CompactConstructor.body(shape.components()))
                        .build());
        if (shape.components().stream().anyMatch(Component::pii)) {
            type.addMethod(MaskingToString.of(shape));
        }
        shape.components().forEach(component -> orDefault(component).ifPresent(type::addMethod));
        return type;
    }

    private static ParameterSpec parameter(Component component) {
        TypeName type = component.required()
                ? component.type()
                : component
                        .type()
                        .annotated(AnnotationSpec.builder(Nullable.class).build());
        ParameterSpec.Builder parameter = ParameterSpec.builder(type, component.name());
        boolean renamed = !component.name().equals(component.property());
        boolean zeroIfMissing = component.type().isPrimitive();
        if (renamed || zeroIfMissing) {
            parameter.addAnnotation(jsonProperty(renamed ? component.property() : "", zeroIfMissing));
        }
        if (component.text()) { // of a list or map: the annotation reaches its elements
            parameter.addAnnotation(AnnotationSpec.builder(JsonFormat.class)
                    .addMember("shape", "$T.STRING", JsonFormat.Shape.class)
                    .build());
        }
        return parameter.build();
    }

    /** Beside the component, which stays absent, so that what is read is written as it came. */
    private static Optional<MethodSpec> orDefault(Component component) {
        return Optional.ofNullable(component.defaultValue()).map(value -> {
            TypeName type = component.type();
            MethodSpec.Builder method = MethodSpec.methodBuilder(component.orDefault())
                    .addJavadoc("{@link #$N()}, or where that is absent its default.\n", component.name());
            if (component.name().startsWith("get") || component.name().startsWith("is")) {
                method.addAnnotation(JsonIgnore.class); // which it would seem to be a property for
            }
            return method.addModifiers(Modifier.PUBLIC)
                    .returns(type.isBoxedPrimitive() ? type.unbox() : type)
                    .addStatement("return $1N == null ? $2L : $1N", component.name(), value)
                    .build();
        });
    }

    private static AnnotationSpec jsonProperty(String name, boolean required) {
        AnnotationSpec.Builder property = AnnotationSpec.builder(JsonProperty.class);
        if (!name.isEmpty()) {
            property.addMember("value", "$S", name);
        }
        if (required) {
            property.addMember("required", "true");
        }
        return property.build();
    }
}
