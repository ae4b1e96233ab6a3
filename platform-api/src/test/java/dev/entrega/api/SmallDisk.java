package dev.entrega.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A disk of a few MiB for a tablespace of an embedded PostgreSQL. The server is started again in a mount namespace of its
 * own, so that nobody else sees the disk, and it is gone when the server ends, however it ends.
 */
final class SmallDisk {

    private static final List<String> APART = List.of("unshare", "--user", "--map-root-user", "--mount");
    private static final String MOUNT = "mount -t tmpfs -o size=32m,mode=700 small \"$0\"";

    /** As nobody in particular: PostgreSQL refuses to run as root. */
    private static final String RESTART =
            " && exec unshare --user \"$1/pg_ctl\" --pgdata=\"$2\" --log=\"$2/../server.log\" --wait restart";

    private SmallDisk() {}

    /** Has a service's database lie on a disk under that folder. Skips the test where none can be mounted. */
    static void under(Path folder, String database) throws IOException, InterruptedException {
        var probe = run(MOUNT, folder.toString());
        if (probe.status() != 0) {
            abort("a disk that can be filled is not to be had here: " + probe.said());
        }
        var restart = run(
                MOUNT + RESTART,
                folder.toString(),
                NotesServer.sql(database, "SELECT setting FROM pg_config WHERE name = 'BINDIR'"),
                NotesServer.sql(database, "SHOW data_directory"));
        assertThat(restart.status()).as(restart.said()).isZero();
    }

    private record Ended(int status, String said) {}

    private static Ended run(String script, String... arguments) throws IOException, InterruptedException {
        var said = Files.createTempFile("small-disk", ".log"); // A pipe would be the server's as well, and never end.
        try {
            var process = new ProcessBuilder(Stream.of(APART, List.of("sh", "-c", script), List.of(arguments))
                            .flatMap(List::stream)
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            return new Ended(process.waitFor(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            Files.delete(said);
        }
    }
}
