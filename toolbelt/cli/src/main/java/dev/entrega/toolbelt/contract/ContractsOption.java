package dev.entrega.toolbelt.contract;

import dev.entrega.contract.ContractException;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.ContractFolder;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which contracts are meant. */
final class ContractsOption {

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "folder of contracts, NOUN/ACTION/v1.schema.json in it (default: the project's, in"
                    + " schemas/NAME/contracts or contracts)")
    private @Nullable Path folder;

    /** @throws ToolbeltException if there is none, or more than one to choose from */
    Path folder(Session session) {
        if (folder != null) {
            return existing(session, folder);
        }
        var found = ProjectContracts.folders(root(session)).stream()
                .filter(Files::isDirectory)
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new ToolbeltException(
                ExitCode.USAGE,
                (found.isEmpty()
                                ? "there are no contracts in schemas/NAME/contracts or contracts"
                                : "there are several: " + found)
                        + "; name the folder with --dir");
    }

    /** @throws ToolbeltException naming the file and line that can't be read */
    static List<Contract> read(Path folder) {
        return reading(() -> ContractFolder.read(folder));
    }

    /** @throws ToolbeltException if it says that it can't be read */
    static <T> T reading(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (ContractException e) {
            throw new ToolbeltException(
                    e.getCause() instanceof InterruptedException ? ExitCode.INTERRUPTED : ExitCode.USAGE,
                    String.valueOf(e.getMessage()));
        }
    }

    static Path existing(Session session, Path named) {
        Path path = session.surroundings().folder().resolve(named).normalize();
        if (!Files.isDirectory(path)) {
            throw new ToolbeltException(ExitCode.USAGE, path + " is no folder: name one that holds contracts");
        }
        return path;
    }

    private static Path root(Session session) {
        try {
            return session.project().root();
        } catch (ProjectException e) {
            return session.surroundings().folder();
        }
    }
}
