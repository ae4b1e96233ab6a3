package dev.entrega.contract.generate;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.Component;
import dev.entrega.contract.generate.Shape.RecordShape;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
        if (isTemporal(component.type())) {
            parameter.addAnnotation(AnnotationSpec.builder(JsonFormat.class)
                    .addMember("shape", "$T.STRING", JsonFormat.Shape.class)
                    .build());
        }
        return parameter.build();
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

    /** Also of what a list or map holds: the annotation reaches its elements. */
    private static boolean isTemporal(TypeName type) {
        if (type instanceof ParameterizedTypeName container) {
            List<TypeName> arguments = container.typeArguments();
            return isTemporal(arguments.get(arguments.size() - 1));
        }
        return type.equals(TypeName.get(Instant.class)) || type.equals(TypeName.get(LocalDate.class));
    }
}
