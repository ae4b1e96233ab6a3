package dev.entrega.local;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder of one embedded server, {@code entrega-postgres-…}, with the server's data, its log, and a file
 * that says which process owns it. A folder whose owner is dead is an orphan; that of a living owner is never touched,
 * nor is one without such a file.
 *
 * @param path absolute
 */
record ServerFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFolder.class);
    /** Its programs, an empty cluster and its journal take about half of it. */
    private static final long NEEDED_MIB = 256;

    private static final String PREFIX = "entrega-postgres-";

    static ServerFolder create() {
        try {
            long free = Files.getFileStore(parent()).getUsableSpace() >> 20;
            if (free < NEEDED_MIB) {
                throw new LocalCloudException("PostgreSQL needs " + NEEDED_MIB + " MiB under " + parent() + ", where "
                        + free + " are free: free space there, or set -Djava.io.tmpdir to another place.");
            }
            ServerFolder folder = new ServerFolder(Files.createTempDirectory(parent(), PREFIX));
            Files.writeString(
                    folder.owner(), ProcessMark.of(ProcessHandle.current()).text());
            return folder;
        } catch (IOException e) {
            throw new LocalCloudException(
                    "PostgreSQL needs a folder under " + parent() + " (" + e.getMessage()
                            + "): free space there, or set -Djava.io.tmpdir to another place.",
                    e);
        }
    }

    private static Path parent() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("server.log");
    }

    private Path owner() {
        return path.resolve("owner");
    }

    /** What the server said last, or nothing. */
    String lastLogLine() {
        try {
            List<String> lines = Files.readAllLines(log()).reversed().stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("error:") || line.contains("FATAL:"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "" : lines.getFirst());
        } catch (IOException e) {
            return "";
        }
    }

    /** Stops the servers that killed processes have left behind, and deletes their folders. */
    static void deleteOrphans() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent(), PREFIX + "*")) {
            for (Path path : folders) {
                ServerFolder folder = new ServerFolder(path);
                if (folder.isOrphan()) {
                    LOG.info("Cleaning up {}: its owner was killed", path);
                    folder.stopServer();
                    folder.delete();
                }
            }
        } catch (IOException e) {
            LOG.warn("Can't look for orphaned servers in {}: {}", parent(), e.toString());
        }
    }

    private boolean isOrphan() {
        return read(owner())
                .flatMap(ProcessMark::parse)
                .filter(mark -> mark.process().isEmpty())
                .isPresent();
    }

    private void stopServer() {
        postmaster().ifPresent(Termination::of);
    }

    /** The server writes its own process id and start time (seconds) into lines 1 and 3 of a file. */
    Optional<ProcessHandle> postmaster() {
        return read(data().resolve("postmaster.pid"))
                .flatMap(ProcessMark::ofPostmaster)
                .flatMap(ProcessMark::process);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Two processes may delete the same folder at a time. */
    void delete() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // Another was faster.
        } catch (IOException e) {
            LOG.warn("Can't delete {}: {}", path, e.toString());
        }
    }
}
