package dev.entrega.contract.maven;

import dev.entrega.contract.generate.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of generated sources. Files that stay the same are not touched, so that nothing is compiled anew for them. */
final class SourceRoot {

    private final Path folder;

    SourceRoot(Path folder) {
        this.folder = folder;
    }

    /** Makes these the only Java files; returns how many had to be written or deleted. */
    int replaceWith(List<SourceFile> sources) {
        try {
            int changed = deleteAllBut(sources.stream()
                    .map(source -> folder.resolve(source.path()))
                    .collect(Collectors.toSet()));
            for (SourceFile source : sources) {
                changed += write(folder.resolve(source.path()), source.text()) ? 1 : 0;
            }
            return changed;
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    private int deleteAllBut(Set<Path> kept) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        List<Path> stale;
        try (Stream<Path> files = Files.walk(folder)) {
            stale = files.filter(file -> file.toString().endsWith(".java") && !kept.contains(file))
                    .toList();
        }
        for (Path file : stale) {
            Files.delete(file);
        }
        return stale.size();
    }

    private static boolean write(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return false;
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return true;
    }
}
