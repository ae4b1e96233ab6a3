package dev.entrega.contract.generate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.entrega.contract.generate.Shape.Constant;
import dev.entrega.contract.generate.Shape.EnumShape;
import java.util.Objects;
import javax.lang.model.element.Modifier;

/**
 * Writes an enum that may get values: a sealed interface over the known ones, a Java enum, and any other. A {@code switch}
 * can be complete, and what is not known is neither refused nor lost.
 */
final class ExtensibleEnumWriter {

    private final EnumShape shape;
    private final ClassName type;
    private final ClassName known;
    private final ClassName unknown;

    /** @param outer the record it is nested in */
    ExtensibleEnumWriter(EnumShape shape, ClassName outer) {
        this.shape = shape;
        this.type = outer.nestedClass(shape.name());
        this.known = type.nestedClass("Known");
        this.unknown = type.nestedClass("Unknown");
    }

    TypeSpec.Builder write() {
        return TypeSpec.interfaceBuilder(type)
                .addModifiers(Modifier.PUBLIC, Modifier.SEALED)
                .addJavadoc("$L", Javadoc.of(shape.description()))
                .addPermittedSubclass(known)
                .addPermittedSubclass(unknown)
                .addMethod(MethodSpec.methodBuilder("value")
                        .addJavadoc("As on the wire.\n")
                        .addAnnotation(JsonValue.class)
                        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                        .returns(String.class)
                        .build())
                .addMethod(of())
                .addType(known())
                .addType(unknown());
    }

    private MethodSpec of() {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("A known value, or an unknown one.\n")
                .addAnnotation(AnnotationSpec.builder(JsonCreator.class)
                        .addMember("mode", "$T.DELEGATING", JsonCreator.Mode.class)
                        .build())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(type)
                .addParameter(String.class, "value")
                .beginControlFlow("for ($T each : $T.values())", known, known)
                .beginControlFlow("if (each.value.equals(value))")
                .addStatement("return each")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return new $T(value)", unknown)
                .build();
    }

    private TypeSpec known() {
        TypeSpec.Builder constants = TypeSpec.enumBuilder(known)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("The values that this version of the contract names.\n")
                .addSuperinterface(type)
                .addField(String.class, "value", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addParameter(String.class, "value")
                        .addStatement("this.value = value")
                        .build())
                .addMethod(MethodSpec.methodBuilder("value")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(String.class)
                        .addStatement("return value")
                        .build());
        for (Constant constant : shape.constants()) {
            constants.addEnumConstant(
                    constant.name(),
                    TypeSpec.anonymousClassBuilder("$S", constant.value()).build());
        }
        return constants.build();
    }

    /** That no known value is held here makes equal what is equal on the wire. */
    private TypeSpec unknown() {
        return TypeSpec.recordBuilder(unknown)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("A value that this version of the contract does not name; it is kept as it came.\n")
                .addSuperinterface(type)
                .recordConstructor(MethodSpec.compactConstructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(
                                ParameterSpec.builder(String.class, "value").build())
                        .addStatement("$T.requireNonNull(value, $S)", Objects.class, "value")
                        .beginControlFlow("for ($T each : $T.values())", known, known)
                        .beginControlFlow("if (each.value.equals(value))")
                        .addStatement(
                                "throw new $T(value + $S)", IllegalArgumentException.class, " is known: use of(value)")
                        .endControlFlow()
                        .endControlFlow()
                        .build())
                .build();
    }
}
