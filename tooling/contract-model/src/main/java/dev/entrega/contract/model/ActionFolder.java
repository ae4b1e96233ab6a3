package dev.entrega.contract.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.ContractException;
import dev.entrega.contract.EventName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The versions of one thing that happens to a noun: {@code v1.schema.json} with {@code v1.examples/}, and so on. */
final class ActionFolder {

    private static final Documents JSON = new Documents(new JsonMapper());
    private static final Pattern SCHEMA = Pattern.compile("v([1-9][0-9]{0,4})\\.schema\\.json");
    private static final Pattern EXAMPLES = Pattern.compile("v([1-9][0-9]{0,4})\\.examples");
    private static final Pattern EXAMPLE = Pattern.compile("(in)?valid[a-z0-9-]*\\.json");

    private final Noun noun;
    private final Path folder;

    ActionFolder(Noun noun, Path folder) {
        this.noun = noun;
        this.folder = folder;
    }

    List<Contract> contracts() {
        List<Path> entries = Entries.of(folder);
        entries.forEach(this::requireKnownName);
        return entries.stream()
                .map(entry -> SCHEMA.matcher(Entries.nameOf(entry)))
                .filter(Matcher::matches)
                .map(name -> contract(Integer.parseInt(name.group(1))))
                .sorted(Comparator.comparingInt(contract -> contract.name().major()))
                .toList();
    }

    private void requireKnownName(Path entry) {
        Matcher examples = EXAMPLES.matcher(Entries.nameOf(entry));
        if (examples.matches() && !Files.exists(schemaOf(examples.group(1)))) {
            throw ContractException.at(
                    entry, "These examples have no schema. Add " + schemaOf(examples.group(1)) + " or remove them.");
        }
        if (!examples.matches() && !SCHEMA.matcher(Entries.nameOf(entry)).matches()) {
            throw ContractException.at(
                    entry, "This name means nothing here. Name a schema v1.schema.json and its examples v1.examples/.");
        }
    }

    private Path schemaOf(String major) {
        return folder.resolve("v" + major + ".schema.json");
    }

    private Contract contract(int major) {
        Path file = schemaOf(Integer.toString(major));
        JsonNode schema = JSON.object(file);
        SchemaDocument.check(file, schema);
        return new Contract(noun, name(major), file, schema, examples(folder.resolve("v" + major + ".examples")));
    }

    private EventName name(int major) {
        try {
            return new EventName(noun.name(), Entries.nameOf(folder), major);
        } catch (ContractException e) {
            throw ContractException.at(folder, String.valueOf(e.getMessage()));
        }
    }

    private static List<Example> examples(Path folder) {
        return Files.exists(folder)
                ? Entries.of(folder).stream().map(ActionFolder::example).toList()
                : List.of();
    }

    private static Example example(Path file) {
        String name = Entries.nameOf(file);
        if (!EXAMPLE.matcher(name).matches()) {
            throw ContractException.at(
                    file,
                    "An example's name says whether it is one of what is valid. Name it valid.json,"
                            + " or invalid-missing-buyer.json after what is wrong with it.");
        }
        return new Example(file, name.startsWith("valid"), JSON.any(file));
    }
}
