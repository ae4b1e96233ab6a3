package dev.entrega.toolbelt.contract;

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
}
