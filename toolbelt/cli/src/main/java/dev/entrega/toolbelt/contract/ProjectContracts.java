package dev.entrega.toolbelt.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.entrega.contract.StrictSchema;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.ContractFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The contracts of a project: those in {@code schemas/NAME/contracts} and in {@code contracts}.
 *
 * @param folders where they were looked for
 */
public record ProjectContracts(List<Path> folders, List<Contract> all) {

    /** A place in the data, as a JSON pointer, and what is wrong there; never the data itself. */
    public record Violation(String pointer, String rule) {}

    public static ProjectContracts of(Path root) {
        var folders = folders(root);
        var contracts = folders.stream()
                .filter(Files::isDirectory)
                .flatMap(folder -> ContractFolder.read(folder).stream())
                .toList();
        return new ProjectContracts(folders, contracts);
    }

    /** Where contracts would lie. */
    static List<Path> folders(Path root) {
        var folders = new ArrayList<Path>();
        Path schemas = root.resolve("schemas");
        if (Files.isDirectory(schemas)) {
            try (Stream<Path> systems = Files.list(schemas)) {
                systems.map(system -> system.resolve("contracts")).sorted().forEach(folders::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        folders.add(root.resolve("contracts"));
        return List.copyOf(folders);
    }

    /** @param type as {@code order.placed.v1} */
    public Optional<Contract> find(String type) {
        return all.stream()
                .filter(contract -> contract.name().toString().equals(type))
                .findFirst();
    }

    /** What a publisher would be refused for; empty if the contract allows the data. */
    public static List<Violation> check(Contract contract, JsonNode data) {
        var schemas = SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build());
        return schemas
                .getSchema(StrictSchema.of(contract.schema()))
                .validate(data, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> new Violation(
                        pointer(error.getInstanceLocation().toString()),
                        error.getKeyword() + (error.getProperty() == null ? "" : " " + error.getProperty())))
                .distinct()
                .toList();
    }

    private static String pointer(String location) {
        return location.isEmpty() ? "/" : location;
    }
}
