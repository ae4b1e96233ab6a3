package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.StrictSchema;
import java.util.Optional;

/** Data that a schema allows, made up. */
public final class SampleData {

    private SampleData() {}

    /**
     * With all properties if that works out, else with the required ones.
     *
     * @param schema a schema of JSON Schema 2020-12; not changed
     * @return what a publisher may send; empty if none could be made, which does not mean that there is none
     */
    public static Optional<JsonNode> of(JsonNode schema) {
        SchemaTree tree = new SchemaTree(StrictSchema.of(schema));
        for (boolean complete : new boolean[] {true, false}) {
            try {
                JsonNode data = new Instances(new Alternatives(tree), complete).least(Place.at("#"));
                if (data != null && tree.allows(Place.at("#"), data)) {
                    return Optional.of(data);
                }
            } catch (TooComplexException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
