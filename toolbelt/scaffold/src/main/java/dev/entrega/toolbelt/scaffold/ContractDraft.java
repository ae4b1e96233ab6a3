package dev.entrega.toolbelt.scaffold;

import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts a contract into a folder of contracts: a copy of a known one, or a first draft. */
final class ContractDraft {

    private static final List<String> EXAMPLES = List.of(
            "valid.json",
            "valid-smallest.json",
            "invalid-missing-reference.json",
            "invalid-empty-reference.json",
            "invalid-unknown-property.json");

    private final Output output;
    private final Path folder;

    /** @param folder of the contracts, as {@code contracts} */
    ContractDraft(Output output, Path folder) {
        this.output = output;
        this.folder = folder;
    }

    /** Who reads an event keeps the contract that it reads it by; later versions of the owner's add to it at most. */
    void copy(Contract known) {
        Path noun = folder.resolve(known.name().noun());
        Path described = known.file().resolveSibling("../noun.yaml");
        if (Files.exists(described)) {
            output.copy(described, noun.resolve("noun.yaml"));
        }
        output.copy(known.file(), noun.resolve(known.name().action()).resolve(version(known.name()) + ".schema.json"));
        copyExamples(known, known.name());
    }

    /** The same as another version; where the schema names its own version, it is the new one. */
    void raise(Contract known, EventName name) {
        Path action = folder.resolve(name.noun()).resolve(name.action());
        output.write(
                action.resolve(version(name) + ".schema.json"),
                output.read(known.file())
                        .replace(known.name().toString(), name.toString())
                        .replace(known.name().schemaResource(), name.schemaResource()));
        copyExamples(known, name);
    }

    private void copyExamples(Contract known, EventName name) {
        Path examples = folder.resolve(name.noun()).resolve(name.action()).resolve(version(name) + ".examples");
        known.examples()
                .forEach(example -> output.copy(
                        example.file(),
                        examples.resolve(String.valueOf(example.file().getFileName()))));
    }

    /** @param owner the service that publishes it first */
    void draft(EventName name, String owner) {
        var words = Map.of("type", name.toString(), "noun", name.noun(), "service", owner);
        Path noun = folder.resolve(name.noun());
        output.write(noun.resolve("noun.yaml"), new Template("contract/noun.yaml").fill(words));
        Path action = noun.resolve(name.action());
        output.write(action.resolve(version(name) + ".schema.json"), new Template("contract/schema.json").fill(words));
        EXAMPLES.forEach(example -> output.write(
                action.resolve(version(name) + ".examples").resolve(example),
                new Template("contract/examples/" + example).fill(words)));
    }

    private static String version(EventName name) {
        return "v" + name.major();
    }
}
