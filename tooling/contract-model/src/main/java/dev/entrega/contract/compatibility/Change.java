package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A difference between two versions of a schema.
 *
 * @param pointer a JSON pointer into the later version, as a URI fragment; to where it would stand if it is no longer there
 * @param path    the names and indexes that lead to it in an instance
 * @param why     what it breaks, or why it doesn't
 * @param fix     the way out; empty if none is needed
 * @param witness data that one version allows and a reader of the other refuses, as the validator has confirmed; null if
 *                the change is not breaking
 */
public record Change(
        Rule rule,
        Severity severity,
        String pointer,
        List<String> path,
        String why,
        String fix,
        @Nullable JsonNode witness) {

    public Change {
        path = List.copyOf(path);
    }
}
