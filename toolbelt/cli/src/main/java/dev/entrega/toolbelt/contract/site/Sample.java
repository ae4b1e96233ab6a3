package dev.entrega.toolbelt.contract.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.entrega.contract.model.Example;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** An example as it is shown, cut into parts that have a colour each. */
record Sample(String name, boolean valid, List<Part> parts) {

    /** @param kind a CSS class: key, string, number or word; empty for what stands between */
    record Part(String kind, String text) {}

    private static final String INDENT = "  ";

    static Sample of(Example example) {
        List<Part> parts = new ArrayList<>();
        write(example.data(), "", parts);
        String file = String.valueOf(example.file().getFileName());
        return new Sample(file.substring(0, file.length() - ".json".length()), example.valid(), List.copyOf(parts));
    }

    private static void write(JsonNode node, String indent, List<Part> parts) {
        if (node.isObject() && !node.isEmpty()) {
            between(parts, "{\n");
            for (Iterator<Map.Entry<String, JsonNode>> fields =
                            node.properties().iterator();
                    fields.hasNext(); ) {
                var field = fields.next();
                between(parts, indent + INDENT);
                parts.add(new Part("key", TextNode.valueOf(field.getKey()).toString()));
                between(parts, ": ");
                write(field.getValue(), indent + INDENT, parts);
                between(parts, fields.hasNext() ? ",\n" : "\n");
            }
            between(parts, indent + "}");
        } else if (node.isArray() && !node.isEmpty()) {
            between(parts, "[\n");
            for (Iterator<JsonNode> items = node.iterator(); items.hasNext(); ) {
                between(parts, indent + INDENT);
                write(items.next(), indent + INDENT, parts);
                between(parts, items.hasNext() ? ",\n" : "\n");
            }
            between(parts, indent + "]");
        } else {
            parts.add(new Part(kind(node), text(node)));
        }
    }

    private static void between(List<Part> parts, String text) {
        if (!parts.isEmpty() && parts.getLast().kind().isEmpty()) {
            text = parts.removeLast().text() + text;
        }
        parts.add(new Part("", text));
    }

    private static String kind(JsonNode node) {
        return node.isTextual() ? "string" : node.isNumber() ? "number" : node.isContainerNode() ? "" : "word";
    }

    private static String text(JsonNode node) {
        return node.isBigDecimal() ? node.decimalValue().toPlainString() : node.toString();
    }
}
