package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a contract between its history and now.
 *
 * @param type      noun and action, e.g. {@code order.placed}
 * @param version   the major version
 * @param rule      its id, e.g. {@code required-added}
 * @param pointer   a JSON pointer into the file, as a URI fragment
 * @param file      the schema's file
 * @param line      from 1
 * @param why       what it breaks, or why it doesn't
 * @param fix       the way out; empty if none is needed
 * @param witness   data that shows the break; null if there is none
 * @param consumers who reads what is hit, as far as that is known
 */
public record Finding(
        String type,
        int version,
        String rule,
        Severity severity,
        String pointer,
        Path file,
        int line,
        String why,
        String fix,
        @Nullable JsonNode witness,
        List<String> consumers) {

    public Finding {
        consumers = List.copyOf(consumers);
    }

    /** Whether it stands in the way of a release. */
    public boolean counts() {
        return severity != Severity.INFO;
    }
}
