package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.entrega.contract.generate.Shape.EnumShape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds the Java type of a schema, and collects the records and enums that have to be nested for it. */
final class TypeReader {

    private final ClassName outer;
    private final List<Shape> nested = new ArrayList<>();
    private final Map<String, ClassName> declaredByPointer = new HashMap<>();
    private final Set<String> references = new HashSet<>();

    private final Discriminators discriminators;

    /** @param root of the schema whose record is {@code outer} */
    TypeReader(ClassName outer, SchemaPlace root) {
        this.outer = outer;
        this.discriminators = Discriminators.of(root);
        declaredByPointer.put("#", outer);
    }

    /** What {@link #read} came across, inner types before those that use them. */
    List<Shape> nested() {
        return List.copyOf(nested);
    }

    /** The property that a record leaves out, since it is a branch of a {@code oneOf}. */
    Optional<String> discriminatorOf(SchemaPlace record) {
        return discriminators.propertyOf(record);
    }

    /** What an enum's values are; empty if the type is none. */
    Optional<EnumShape> enumeration(TypeName type) {
        return nested.stream()
                .filter(shape -> type.equals(outer.nestedClass(shape.name())))
                .filter(EnumShape.class::isInstance)
                .map(EnumShape.class::cast)
                .findFirst();
    }

    /** The type of a schema; {@code name} is what a nested type would be called after. */
    TypeName read(SchemaPlace schema, String name) {
        Keywords.check(schema);
        if (schema.has("$ref")) {
            return reference(schema);
        }
        if (schema.has("oneOf")) {
            return union(schema, name);
        }
        return switch (schema.text("type")) {
            case "string" -> string(schema, name);
            case "integer" -> TypeName.LONG;
            case "number" -> ClassName.get(BigDecimal.class);
            case "boolean" -> TypeName.BOOLEAN;
            case "array" -> array(schema, name);
            case "object" -> object(schema, name);
            default ->
                throw schema.error("There is no Java type for the type "
                        + schema.at("type").node()
                        + ". Give one of string, integer, number, boolean, array, object; what may be absent is not"
                        + " required, rather than null.");
        };
    }

    private TypeName reference(SchemaPlace schema) {
        SchemaPlace target = schema.target();
        ClassName declared = declaredByPointer.get(target.pointer());
        if (declared != null) {
            return declared;
        }
        if (!references.add(target.pointer())) {
            throw target.error("This refers to itself and never comes to an end. Put an object between.");
        }
        TypeName type = read(target, target.name());
        references.remove(target.pointer());
        return type;
    }

    private TypeName string(SchemaPlace schema, String name) {
        return schema.has("enum")
                ? declare(schema, name, type -> ShapeReader.enumeration(schema, type))
                : TextForm.of(schema);
    }

    private TypeName array(SchemaPlace schema, String name) {
        TypeName item = read(schema.at("items"), name + "-item");
        return ParameterizedTypeName.get(ClassName.get(List.class), item.box());
    }

    private TypeName object(SchemaPlace schema, String name) {
        SchemaPlace values = schema.at("additionalProperties");
        boolean map = values.node().isObject();
        if (map == schema.has("properties")) {
            throw schema.error("An object is either a record, with properties, or a map, with a schema in"
                    + " additionalProperties. Give it one of the two.");
        }
        if (map) {
            TypeName value = read(values, name + "-value");
            return ParameterizedTypeName.get(ClassName.get(Map.class), ClassName.get(String.class), value.box());
        }
        return declare(schema, name, type -> ShapeReader.record(schema, type, this));
    }

    private TypeName union(SchemaPlace schema, String name) {
        if (schema.has("type") && !schema.text("type").equals("object")) {
            throw schema.at("type").error("The branches beside this are objects. Remove it.");
        }
        return declare(schema, name, type -> ShapeReader.union(schema, type, this));
    }

    /** Known before its parts are read, so that a record may hold records of its own kind. */
    private TypeName declare(SchemaPlace schema, String name, Function<String, Shape> shape) {
        ClassName type = outer.nestedClass(JavaNames.type(schema, name));
        declaredByPointer.forEach((pointer, other) -> {
            if (other.simpleName().equals(type.simpleName())) {
                throw schema.error("This and " + pointer + " would both be named " + type.simpleName()
                        + ". Move this into $defs, under a name of its own.");
            }
        });
        declaredByPointer.put(schema.pointer(), type);
        nested.add(shape.apply(type.simpleName()));
        return type;
    }
}
