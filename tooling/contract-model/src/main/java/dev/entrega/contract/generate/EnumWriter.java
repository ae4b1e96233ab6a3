package dev.entrega.contract.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.Constant;
import dev.entrega.contract.generate.Shape.EnumShape;
import javax.lang.model.element.Modifier;

/** Writes an enum. */
final class EnumWriter {

    private EnumWriter() {}

    static TypeSpec.Builder write(EnumShape shape) {
        TypeSpec.Builder type = TypeSpec.enumBuilder(shape.name())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc("$L", Javadoc.of(shape.description()));
        for (Constant constant : shape.constants()) {
            TypeSpec.Builder body = TypeSpec.anonymousClassBuilder("");
            if (!constant.name().equals(constant.value())) {
                body.addAnnotation(AnnotationSpec.builder(JsonProperty.class)
                        .addMember("value", "$S", constant.value())
                        .build());
            }
            type.addEnumConstant(constant.name(), body.build());
        }
        return type;
    }
}
