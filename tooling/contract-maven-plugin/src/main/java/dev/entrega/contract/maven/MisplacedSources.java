package dev.entrega.contract.maven;

import dev.entrega.contract.generate.RecordGenerator;
import dev.entrega.contract.generate.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Generated files where people write: somebody has committed them, or changed one that was. They would stand in the place
 * of what the contracts say now, and stay as they are when a contract changes.
 */
final class MisplacedSources {

    private MisplacedSources() {}

    /**
     * What carries the generator's mark, or has the name of a generated file, in the generated package.
     *
     * @param roots     of sources that are not the generator's
     * @param generated what belongs elsewhere
     */
    static List<Path> in(List<Path> roots, List<SourceFile> generated) {
        Set<Path> folders =
                generated.stream().map(source -> source.path().getParent()).collect(Collectors.toSet());
        Set<Path> names = generated.stream().map(SourceFile::path).collect(Collectors.toSet());
        return roots.stream()
                .flatMap(root -> folders.stream()
                        .flatMap(folder -> javaFiles(root.resolve(folder)).stream())
                        .filter(file -> names.contains(root.relativize(file)) || isGenerated(file)))
                .sorted()
                .toList();
    }

    private static List<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    private static boolean isGenerated(Path file) {
        try {
            // Of whatever encoding: the mark is ASCII.
            return RecordGenerator.isGenerated(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
