package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type to be written: what is left of a schema once it is known to have a counterpart in Java. */
sealed interface Shape {

    String name();

    String description();

    /** An object with named properties, in the order of the schema. */
    record RecordShape(String name, String description, List<Component> components) implements Shape {}

    /**
     * A string with listed values, in the order of the schema.
     *
     * @param extensible whether there may be others
     */
    record EnumShape(String name, String description, List<Constant> constants, boolean extensible) implements Shape {}

    /**
     * One of several records, in the order of the schema.
     *
     * @param discriminator the property, on the wire, that tells them apart
     */
    record UnionShape(String name, String description, String discriminator, List<Branch> branches) implements Shape {}

    /**
     * A property.
     *
     * @param name         in Java
     * @param property     on the wire
     * @param type         a primitive only if required
     * @param pii          personal data, which {@code toString} masks
     * @param text         written as a string whatever its type
     * @param defaultValue what it is where it is absent; null if nothing is said, or it is required
     */
    record Component(
            String name,
            String property,
            String description,
            TypeName type,
            boolean required,
            boolean pii,
            boolean text,
            @Nullable CodeBlock defaultValue) {

        /** The accessor that knows the default. */
        String orDefault() {
            return name + "OrDefault";
        }
    }

    /** A listed value: its name in Java, and the value on the wire. */
    record Constant(String name, String value) {}

    /** One of several records, and what the discriminator says of it. */
    record Branch(ClassName type, String value) {}
}
