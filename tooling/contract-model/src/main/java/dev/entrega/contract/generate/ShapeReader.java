package dev.entrega.contract.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.palantir.javapoet.ClassName;
import dev.entrega.contract.generate.Shape.Branch;
import dev.entrega.contract.generate.Shape.Component;
import dev.entrega.contract.generate.Shape.Constant;
import dev.entrega.contract.generate.Shape.EnumShape;
import dev.entrega.contract.generate.Shape.RecordShape;
import dev.entrega.contract.generate.Shape.UnionShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads records, enums and unions of records out of one schema; the types of their parts are {@link TypeReader}'s. */
final class ShapeReader {

    private ShapeReader() {}

    static RecordShape record(SchemaPlace schema, String name, TypeReader types) {
        Set<String> required = required(schema);
        String discriminator = types.discriminatorOf(schema).orElse("");
        Set<String> names = new HashSet<>();
        List<Component> components = new ArrayList<>();
        for (SchemaPlace property : schema.at("properties").children()) {
            if (property.name().equals(discriminator)) {
                Keywords.check(property);
                continue;
            }
            Component component = component(property, required.contains(property.name()), types);
            if (!names.add(component.name())
                    || (component.defaultValue() != null && !names.add(component.orDefault()))) {
                throw property.error("Another property is also named " + component.name() + " in Java. Rename one.");
            }
            components.add(component);
        }
        return new RecordShape(name, schema.text("description"), List.copyOf(components));
    }

    static EnumShape enumeration(SchemaPlace schema, String name) {
        SchemaPlace values = schema.at("enum");
        Set<String> names = new HashSet<>();
        List<Constant> constants = new ArrayList<>();
        for (JsonNode value : values.node()) {
            if (!value.isTextual()) {
                throw values.error("The value " + value + " is not a string; only strings can be listed. Quote it.");
            }
            Constant constant = new Constant(JavaNames.constant(values, value.textValue()), value.textValue());
            if (!names.add(constant.name())) {
                throw values.error("Two values are named " + constant.name() + " in Java. Rename one.");
            }
            constants.add(constant);
        }
        if (constants.isEmpty()) {
            throw values.error("No value is listed. List those that there are.");
        }
        boolean extensible = schema.at("x-extensible-enum").node().asBoolean(false);
        if (extensible && (name.equals("Known") || name.equals("Unknown"))) {
            throw schema.error("An extensible enum has a type named " + name + " of its own. Give this another name, in"
                    + " $defs.");
        }
        return new EnumShape(name, schema.text("description"), List.copyOf(constants), extensible);
    }

    /** The discriminator is known to be there, see {@link Discriminators}. */
    static UnionShape union(SchemaPlace schema, String name, TypeReader types) {
        List<Branch> branches = new ArrayList<>();
        String discriminator = "";
        for (SchemaPlace element : schema.at("oneOf").elements()) {
            SchemaPlace branch = element.target();
            discriminator = types.discriminatorOf(branch).orElseThrow();
            branches.add(new Branch(
                    (ClassName) types.read(element, branch.name()),
                    Discriminators.constant(branch, discriminator).orElseThrow()));
        }
        return new UnionShape(name, schema.text("description"), discriminator, List.copyOf(branches));
    }

    private static Set<String> required(SchemaPlace schema) {
        Set<String> names = new HashSet<>();
        for (JsonNode name : schema.node().path("required")) {
            if (!schema.node().path("properties").has(name.asText())) {
                throw schema.at("required").error("There is no property " + name + ". Add it, or don't require it.");
            }
            names.add(name.asText());
        }
        return names;
    }

    private static Component component(SchemaPlace property, boolean required, TypeReader types) {
        var type = types.read(property, property.name());
        String description = property.with("description").text("description");
        SchemaPlace defaultValue = property.with("default").at("default");
        return new Component(
                JavaNames.component(property, property.name()),
                property.name(),
                description,
                required ? type : type.box(),
                required,
                isPersonal(property),
                TextForm.isTyped(property),
                required || defaultValue.node().isMissingNode() ? null : new AbsentValue(defaultValue, types).of(type));
    }

    /** Also where only what is referred to, or what a list or map holds, is marked: its {@code toString} would show it. */
    private static boolean isPersonal(SchemaPlace schema) {
        SchemaPlace mark = schema.at("x-pii");
        if (schema.has("x-pii") && !mark.node().isBoolean()) {
            throw mark.error("x-pii is " + mark.node() + "; it must be true or false.");
        }
        return mark.node().asBoolean(false)
                || (schema.has("$ref") && isPersonal(schema.target()))
                || (schema.has("items") && isPersonal(schema.at("items")))
                || (schema.at("additionalProperties").node().isObject()
                        && isPersonal(schema.at("additionalProperties")));
    }
}
