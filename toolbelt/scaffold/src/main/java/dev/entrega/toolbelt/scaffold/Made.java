package dev.entrega.toolbelt.scaffold;

import java.nio.file.Path;
import java.util.List;

/**
 * What was made.
 *
 * @param folder of the service
 * @param files that were written or changed, in their order on disk
 * @param next the command to go on with
 */
public record Made(String service, Path folder, List<Path> files, String next) {
    public Made {
        files = List.copyOf(files);
    }
}
