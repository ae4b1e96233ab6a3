package dev.entrega.contract.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A contract's schema that does not lie in a folder but is known by its path and its text, as from a repository. */
public final class SchemaFile {

    private static final Pattern PATH =
            Pattern.compile("(?<noun>[^/]+)/(?<action>[^/]+)/v(?<major>[1-9][0-9]{0,4})\\.schema\\.json");

    private SchemaFile() {}

    /** The event type that a path below a folder of contracts stands for; empty if it is no schema's path. */
    public static Optional<EventName> nameOf(String path) {
        Matcher matcher = PATH.matcher(path);
        try {
            return matcher.matches()
                    ? Optional.of(new EventName(
                            matcher.group("noun"), matcher.group("action"), Integer.parseInt(matcher.group("major"))))
                    : Optional.empty();
        } catch (ContractException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a schema, which may be of a time when it was not yet all that one in a folder must be.
     *
     * @param file what to call it in errors
     * @throws ContractException if it is no JSON object, with the line
     */
    public static JsonNode parse(Path file, byte[] text) {
        return new Documents(new JsonMapper()).object(file, text);
    }
}
