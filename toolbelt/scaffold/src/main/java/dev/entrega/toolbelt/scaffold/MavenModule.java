package dev.entrega.toolbelt.scaffold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Maven module that generates records from contracts.
 *
 * @param packageName of the records
 */
record MavenModule(Path folder, String packageName) {

    /** As the plugin is told it, or by the property of the service parent. */
    private static final Pattern PACKAGE =
            Pattern.compile("<(basePackage|service\\.contracts)>\\s*([\\w.]+)\\s*</\\1>");

    /** The one whose pom.xml lies nearest above a folder; empty if there is none, or it generates nothing. */
    static Optional<MavenModule> around(Path contracts) {
        for (Path folder = contracts; folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            if (Files.isRegularFile(pom)) {
                return read(folder, pom);
            }
        }
        return Optional.empty();
    }

    private static Optional<MavenModule> read(Path folder, Path pom) {
        try {
            var named = PACKAGE.matcher(Files.readString(pom));
            return named.find() ? Optional.of(new MavenModule(folder, named.group(2))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(pom + " can't be read", e);
        }
    }

    Path packageIn(String sourceRoot) {
        return folder.resolve(sourceRoot).resolve(packageName.replace('.', '/'));
    }
}
