package dev.entrega.contract.generate;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.Branch;
import dev.entrega.contract.generate.Shape.UnionShape;
import javax.lang.model.element.Modifier;

/** Writes what is one of several records: a sealed interface, so that a {@code switch} over it can be complete. */
final class UnionWriter {

    private UnionWriter() {}

    static TypeSpec.Builder write(UnionShape shape) {
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(shape.name())
                .addModifiers(Modifier.PUBLIC, Modifier.SEALED)
                .addAnnotation(AnnotationSpec.builder(JsonTypeInfo.class)
                        .addMember("use", "$T.NAME", JsonTypeInfo.Id.class)
                        .addMember("property", "$S", shape.discriminator())
                        .build())
                .addJavadoc("$L", Javadoc.of(shape.description()));
        AnnotationSpec.Builder subTypes = AnnotationSpec.builder(JsonSubTypes.class);
        for (Branch branch : shape.branches()) {
            type.addPermittedSubclass(branch.type());
            subTypes.addMember("value", "@$T($T.class)", JsonSubTypes.Type.class, branch.type());
        }
        return type.addAnnotation(subTypes.build());
    }
}
