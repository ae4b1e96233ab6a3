package dev.entrega.contract.model;

import dev.entrega.contract.ContractException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The entries of folders, in an order that no file system can change. */
final class Entries {

    private Entries() {}

    /** By name, without the hidden ones. */
    static List<Path> of(Path folder) {
        requireFolder(folder, "Create it.");
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !nameOf(entry).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    static String nameOf(Path entry) {
        return entry.getFileName().toString();
    }

    static void requireFolder(Path folder, String mend) {
        if (!Files.isDirectory(folder)) {
            throw ContractException.at(folder, "This is not a folder. " + mend);
        }
    }
}
