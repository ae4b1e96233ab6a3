package dev.entrega.contract.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.entrega.contract.EventName;
import dev.entrega.contract.generate.Shape.EnumShape;
import dev.entrega.contract.generate.Shape.RecordShape;
import dev.entrega.contract.generate.Shape.UnionShape;
import dev.entrega.contract.model.Contract;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A value of a generated record as Java source, for whoever writes code that publishes it.
 *
 * @param code an expression in the record's simple name
 * @param imports the types it needs besides, as {@code java.util.List}
 */
public record RecordExpression(String code, Set<String> imports) {

    /** {@code order.placed.v1} is carried by {@code OrderPlacedV1}. */
    public static String recordName(EventName event) {
        return JavaNames.recordOf(event);
    }

    /**
     * The expression that makes a record of this data.
     *
     * @param data what the contract allows, as one of its valid examples
     */
    public static RecordExpression of(Contract contract, JsonNode data) {
        var name = ClassName.get("", recordName(contract.name()));
        var root = SchemaPlace.root(contract.file(), contract.schema());
        var types = new TypeReader(name, root);
        var shape = ShapeReader.record(root, name.simpleName(), types);
        var writing = new Writing(
                name.simpleName(),
                types.nested().stream().collect(Collectors.toMap(Shape::name, Function.identity())),
                new TreeSet<>());
        String code = writing.record(name.simpleName(), shape, data);
        return new RecordExpression(code, Set.copyOf(writing.imports()));
    }

    private record Writing(String outer, Map<String, Shape> nested, Set<String> imports) {

        String record(String type, RecordShape shape, JsonNode data) {
            return shape.components().stream()
                    .map(component -> value(component.type(), data.get(component.property())))
                    .collect(Collectors.joining(", ", "new " + type + "(", ")"));
        }

        private String value(TypeName type, JsonNode data) {
            if (data == null || data.isNull()) {
                return "null";
            }
            if (type.equals(TypeName.LONG) || type.equals(TypeName.LONG.box())) {
                return data.asText() + "L";
            }
            if (type.equals(TypeName.BOOLEAN) || type.equals(TypeName.BOOLEAN.box())) {
                return data.asText();
            }
            if (type instanceof ParameterizedTypeName container) {
                return container(container, data);
            }
            return named((ClassName) type, data);
        }

        private String container(ParameterizedTypeName type, JsonNode data) {
            imports.add(type.rawType().canonicalName());
            TypeName part = type.typeArguments().get(type.typeArguments().size() - 1);
            Stream<String> parts = data.isArray()
                    ? StreamSupport.stream(data.spliterator(), false).map(item -> value(part, item))
                    : data.properties().stream()
                            .flatMap(entry -> Stream.of(quoted(entry.getKey()), value(part, entry.getValue())));
            return parts.collect(Collectors.joining(", ", type.rawType().simpleName() + ".of(", ")"));
        }

        private String named(ClassName type, JsonNode data) {
            if (type.canonicalName().equals(String.class.getName())) {
                return quoted(data.asText());
            }
            var shape = nested.get(type.simpleName());
            if (shape instanceof RecordShape record) {
                return record(outer + "." + record.name(), record, data);
            }
            if (shape instanceof UnionShape union) {
                return named(branch(union, data), data);
            }
            if (shape instanceof EnumShape listed) {
                return outer + "." + listed.name() + (listed.extensible() ? ".Known." : ".")
                        + constant(listed, data.asText());
            }
            imports.add(type.canonicalName());
            return type.simpleName().equals("BigDecimal")
                    ? "new BigDecimal(" + quoted(data.asText()) + ")"
                    : type.simpleName() + ".parse(" + quoted(data.asText()) + ")";
        }

        private static ClassName branch(UnionShape union, JsonNode data) {
            String value = data.path(union.discriminator()).asText();
            return union.branches().stream()
                    .filter(branch -> branch.value().equals(value))
                    .map(Shape.Branch::type)
                    .findFirst()
                    .orElseThrow();
        }

        private static String constant(EnumShape listed, String value) {
            return listed.constants().stream()
                    .filter(constant -> constant.value().equals(value))
                    .map(Shape.Constant::name)
                    .findFirst()
                    .orElseThrow();
        }

        private static String quoted(String text) {
            return CodeBlock.of("$S", text).toString();
        }
    }
}
