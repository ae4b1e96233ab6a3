package dev.entrega.contract.generate;

import dev.entrega.contract.generate.Shape.Component;
import dev.entrega.contract.generate.Shape.RecordShape;
import java.util.stream.Collectors;

/** Javadoc out of descriptions that were written for readers of schemas. */
final class Javadoc {

    private Javadoc() {}

    static String of(RecordShape shape) {
        String parameters = shape.components().stream()
                .filter(component -> !component.description().isBlank())
                .map(Javadoc::parameter)
                .collect(Collectors.joining());
        String description = of(shape.description());
        return description + (description.isEmpty() || parameters.isEmpty() ? "" : "\n") + parameters;
    }

    /** Safe to stand in a comment; the backslash too, since unicode escapes are read before comments are (JLS 3.3). */
    static String of(String text) {
        String safe = text.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;");
        return safe.isEmpty() ? "" : safe + "\n";
    }

    private static String parameter(Component component) {
        return "@param " + component.name() + " " + of(component.description());
    }
}
