package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.entrega.contract.generate.Shape.Branch;
import dev.entrega.contract.generate.Shape.Component;
import dev.entrega.contract.generate.Shape.EnumShape;
import dev.entrega.contract.generate.Shape.RecordShape;
import dev.entrega.contract.generate.Shape.UnionShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a value of one major version is written as one of another that has the same parts.
 *
 * @param self   the class that has a method for each nested record
 * @param target the record of the other version
 * @param nested the types that both versions have
 */
record CastExpression(ClassName self, ClassName target, List<Shape> nested) {

    /** A new record, with each component of the variable's. */
    CodeBlock of(ClassName type, RecordShape shape, String variable) {
        CodeBlock values = shape.components().stream()
                .map(component -> component(component, CodeBlock.of("$N.$N()", variable, component.name())))
                .collect(CodeBlock.joining(", "));
        return CodeBlock.of("new $T($L)", type, values);
    }

    /** The variable's, whichever branch it is. */
    CodeBlock of(UnionShape shape, ClassName source, String variable) {
        CodeBlock.Builder cases =
                CodeBlock.builder().add("return switch ($N) {\n", variable).indent();
        for (Branch branch : shape.branches()) {
            String name = branch.type().simpleName();
            cases.add("case $T branch -> $N(branch);\n", source.nestedClass(name), CastGenerator.method(name));
        }
        return cases.unindent().add("};\n").build();
    }

    private CodeBlock component(Component component, CodeBlock value) {
        CodeBlock cast = value(component.type(), value, 0);
        return component.required() || cast.equals(value) ? cast : CodeBlock.of("$L == null ? null : $L", value, cast);
    }

    /** @param depth of containers around it, for names that don't collide */
    private CodeBlock value(TypeName type, CodeBlock value, int depth) {
        if (type instanceof ParameterizedTypeName container) {
            List<TypeName> parts = container.typeArguments();
            return container(parts.size() == 1, parts.get(parts.size() - 1), value, depth);
        }
        Shape shape = shapeOf(type);
        if (shape instanceof RecordShape || shape instanceof UnionShape) {
            return CodeBlock.of("$N($L)", CastGenerator.method(shape.name()), value);
        }
        if (shape instanceof EnumShape listed && listed.extensible()) {
            return CodeBlock.of("$T.of($L.value())", target.nestedClass(listed.name()), value);
        }
        if (shape instanceof EnumShape listed) {
            return CodeBlock.of("$T.valueOf($L.name())", target.nestedClass(listed.name()), value);
        }
        return value;
    }

    private CodeBlock container(boolean list, TypeName part, CodeBlock value, int depth) {
        String item = depth == 0 ? "item" : "item" + depth;
        CodeBlock whole = list ? CodeBlock.of("$N", item) : CodeBlock.of("$N.getValue()", item);
        CodeBlock cast = value(part, whole, depth + 1);
        if (cast.equals(whole)) {
            return value;
        }
        return list
                ? CodeBlock.of("$L.stream().map($L).toList()", value, mapper(part, item, cast))
                : CodeBlock.of(
                        "$L.entrySet().stream().collect($T.toMap($T.Entry::getKey, $N -> $L, (one, other) -> one, $T::new))",
                        value,
                        Collectors.class,
                        Map.class,
                        item,
                        cast,
                        LinkedHashMap.class);
    }

    private CodeBlock mapper(TypeName part, String item, CodeBlock cast) {
        Shape shape = shapeOf(part);
        return shape instanceof RecordShape || shape instanceof UnionShape
                ? CodeBlock.of("$T::$N", self, CastGenerator.method(shape.name()))
                : CodeBlock.of("$N -> $L", item, cast);
    }

    /** The nested type that is meant; null if it is none of the record's own. */
    private @Nullable Shape shapeOf(TypeName type) {
        return nested.stream()
                .filter(shape -> type instanceof ClassName name
                        && name.enclosingClassName() != null
                        && name.simpleName().equals(shape.name()))
                .findFirst()
                .orElse(null);
    }
}
