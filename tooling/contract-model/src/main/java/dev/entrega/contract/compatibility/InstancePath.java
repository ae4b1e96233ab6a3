package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Whether a schema names the properties on the way to a place of an instance. */
final class InstancePath {

    private InstancePath() {}

    /** By plain structure: properties, items, maps and references; a place that unions lead to counts as known. */
    static boolean isNamed(JsonNode schema, List<String> path) {
        SchemaTree tree = new SchemaTree(schema);
        String at = HarmlessChanges.resolved(tree, "#");
        for (String name : path) {
            JsonNode node = tree.at(at);
            if (node.path("properties").has(name)) {
                at = Pointer.below(Pointer.below(at, "properties"), name);
            } else if (node.path("additionalProperties").isObject()) {
                at = Pointer.below(at, "additionalProperties");
            } else if (node.path("items").isObject()) {
                at = Pointer.below(at, "items");
            } else {
                return !node.has("properties");
            }
            at = HarmlessChanges.resolved(tree, at);
        }
        return true;
    }
}
