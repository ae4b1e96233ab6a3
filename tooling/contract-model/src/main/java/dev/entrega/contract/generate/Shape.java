package dev.entrega.contract.generate;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.List;

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
     * @param name     in Java
     * @param property on the wire
     * @param type     a primitive only if required
     * @param pii      personal data, which {@code toString} masks
     */
    record Component(String name, String property, String description, TypeName type, boolean required, boolean pii) {}

    /** A listed value: its name in Java, and the value on the wire. */
    record Constant(String name, String value) {}

    /** One of several records, and what the discriminator says of it. */
    record Branch(ClassName type, String value) {}
}
