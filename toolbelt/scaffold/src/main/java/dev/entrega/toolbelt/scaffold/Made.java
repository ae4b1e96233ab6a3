package dev.entrega.toolbelt.scaffold;

import java.nio.file.Path;
import java.util.List;

/**
 * What was made.
 *
 * @param folder of the service
 * @param files that were written or changed, in their order on disk
 * @param drafted the types that had no contract before and have a first draft now
 * @param next the command to go on with
 */
public record Made(String service, Path folder, List<Path> files, List<String> drafted, String next) {
    public Made {
        files = List.copyOf(files);
        drafted = List.copyOf(drafted);
    }
}
