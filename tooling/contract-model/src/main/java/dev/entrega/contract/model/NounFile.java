package dev.entrega.contract.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.entrega.contract.ContractException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code noun.yaml}. */
public final class NounFile {

    static final String NAME = "noun.yaml";

    private static final Documents YAML = new Documents(new YAMLMapper());
    private static final List<String> KEYS = List.of("owner", "description", "ordered", "publishers");

    /** The platform's rule for the names of services, which become part of those of queues. */
    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private static final String ENDING = "/" + NAME;

    private NounFile() {}

    /** The noun that a path below a folder of contracts describes; empty if it is no such file's path. */
    public static Optional<String> nounOf(String path) {
        int end = path.length() - ENDING.length();
        return path.endsWith(ENDING) && path.indexOf('/') == end
                ? Optional.of(path.substring(0, end))
                : Optional.empty();
    }

    /**
     * Whether a file says that its noun's events have an order.
     *
     * @param file what to call it in errors
     * @param text what stands in it, wherever that is
     * @throws ContractException if it can't be read
     */
    public static boolean isOrdered(Path file, byte[] text) {
        return ordered(file, YAML.object(file, text).path("ordered"));
    }

    /** The noun of a folder, which gives it its name; without the file, all that is known of it. */
    static Noun read(Path folder) {
        Path file = folder.resolve(NAME);
        if (Files.notExists(file)) {
            return new Noun(folder.getFileName().toString(), "", "", false);
        }
        JsonNode yaml = YAML.object(file);
        refuseUnknownKeys(file, yaml);
        return new Noun(
                folder.getFileName().toString(),
                text(file, yaml, "owner"),
                text(file, yaml, "description"),
                ordered(file, yaml.path("ordered")),
                publishers(file, yaml.path("publishers")));
    }

    private static void refuseUnknownKeys(Path file, JsonNode yaml) {
        for (var entry : yaml.properties()) {
            String name = entry.getKey();
            if (!KEYS.contains(name)) {
                throw ContractException.at(
                        file, "'" + name + "' means nothing here. A noun has " + String.join(", ", KEYS) + ".");
            }
        }
    }

    private static String text(Path file, JsonNode yaml, String key) {
        String text = yaml.path(key).asText("").strip();
        if (text.isEmpty()) {
            throw ContractException.at(
                    file, "'" + key + "' is missing, and whoever meets the events needs it. Add it.");
        }
        return text;
    }

    private static boolean ordered(Path file, JsonNode ordered) {
        if (!ordered.isMissingNode() && !ordered.isBoolean()) {
            throw ContractException.at(file, "'ordered' is " + ordered + "; it must be true or false.");
        }
        return ordered.asBoolean(false);
    }

    private static List<String> publishers(Path file, JsonNode listed) {
        if (listed.isMissingNode()) {
            return List.of();
        }
        if (!listed.isArray() || listed.isEmpty()) {
            throw ContractException.at(
                    file,
                    "'publishers' is " + listed + "; name the services that may publish, as [orders-api], or leave it"
                            + " out for any.");
        }
        var publishers = new ArrayList<String>();
        for (JsonNode service : listed) {
            if (!service.isTextual() || !SERVICE.matcher(service.asText()).matches()) {
                throw ContractException.at(
                        file,
                        "'publishers' holds " + service + ", which is not a service's name; use lower-case letters,"
                                + " digits and hyphens, at most 40, as in orders-api.");
            }
            if (publishers.contains(service.asText())) {
                throw ContractException.at(
                        file, "'publishers' names " + service.asText() + " twice. Remove one of them.");
            }
            publishers.add(service.asText());
        }
        return publishers;
    }
}
