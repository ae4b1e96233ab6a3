package dev.entrega.marketplace.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder for what the services say, removed at the end unless it is to be read. */
final class Logs implements AutoCloseable {
    private final Path folder;
    private volatile boolean kept;

    private Logs(Path folder) {
        this.folder = folder;
    }

    static Logs create() {
        try {
            return new Logs(Files.createTempDirectory("entrega-marketplace-"));
        } catch (IOException e) {
            throw MarketplaceException.unreachable(
                    "no folder for logs can be created in " + System.getProperty("java.io.tmpdir") + " ("
                            + e.getMessage() + "): make space there",
                    e);
        }
    }

    Path of(String service) {
        return folder.resolve(service + ".log");
    }

    Path keep() {
        kept = true;
        return folder;
    }

    @Override
    public void close() throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.list(folder)) {
            logs = all.toList();
        }
        // An empty folder tells nobody anything, kept or not.
        if (kept && !logs.isEmpty()) {
            return;
        }
        for (Path log : logs) {
            Files.deleteIfExists(log);
        }
        Files.delete(folder);
    }
}
