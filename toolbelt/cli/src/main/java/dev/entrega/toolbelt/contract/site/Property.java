package dev.entrega.toolbelt.contract.site;

import java.util.List;

/**
 * A property of an event's data, as a line of a table.
 *
 * @param pointer  the same as handlers name it, e.g. <code>/lines/*&#47;sku</code>
 * @param depth    how many properties it lies in
 * @param path     where it stands, e.g. {@code lines[].sku}
 * @param name     the last part of the path
 * @param bounds   what its values keep to
 * @param personal whether it is marked {@code x-pii}
 * @param heading  whether it is none, but the heading of a form that the data around it may take
 * @param readers  handlers that say they depend on it
 */
record Property(
        String pointer,
        int depth,
        String path,
        String name,
        String type,
        boolean required,
        List<Bound> bounds,
        String description,
        boolean personal,
        boolean deprecated,
        boolean heading,
        List<Reader> readers) {

    private static final int DEEPEST_INDENT = 8;

    static Property heading(int depth, String path, String text, String description) {
        return new Property("", depth, path, text, "", false, List.of(), description, false, false, true, List.of());
    }

    Property readBy(List<Reader> known) {
        return new Property(
                pointer,
                depth,
                path,
                name,
                type,
                required,
                bounds,
                description,
                personal,
                deprecated,
                heading,
                heading
                        ? List.of()
                        : known.stream()
                                .filter(reader -> reader.handling().reads(pointer))
                                .toList());
    }

    String indent() {
        return "d" + Math.min(depth, DEEPEST_INDENT);
    }

    /** What readers and publishers have to keep to: two versions with the same here are the same in it. */
    String form() {
        return type
                + (required ? ", required" : ", optional")
                + String.join(
                        "", bounds.stream().map(bound -> "; " + bound.words()).toList());
    }
}
