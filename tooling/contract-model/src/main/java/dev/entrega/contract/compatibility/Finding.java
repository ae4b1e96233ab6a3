package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Lines;
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

    /** The rule of a finding that is about no change: someone reads it who hasn't said what. */
    public static final String READER_UNKNOWN = "reader-unknown";

    public Finding {
        consumers = List.copyOf(consumers);
    }

    /**
     * A change of a contract.
     *
     * @param lines     of the contract's file
     * @param consumers who reads what has changed, as far as that is known
     */
    public static Finding of(Contract contract, Change change, Lines lines, List<String> consumers) {
        EventName name = contract.name();
        String type = name.noun() + "." + name.action();
        String fix = change.fix()
                .replace(
                        "make a new major version",
                        "make a new major version (toolbelt contract new " + type + " --major)");
        return new Finding(
                type,
                name.major(),
                change.rule().id(),
                change.severity(),
                change.pointer(),
                contract.file(),
                lines.at(change.pointer()),
                change.why(),
                fix,
                change.witness(),
                consumers);
    }

    /** Whether it stands in the way of a release. */
    public boolean counts() {
        return severity != Severity.INFO;
    }
}
