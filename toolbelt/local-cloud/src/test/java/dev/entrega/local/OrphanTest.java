package dev.entrega.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM leaves behind that is killed, with real processes in a temporary folder of their own. */
class OrphanTest {
    @TempDir
    private Path tmp;

    /** A program with a server: tells its database's URL or why it has none, ends with its input. */
    static final class Owner {
        public static void main(String[] arguments) throws IOException {
            try (LocalPostgres postgres = LocalPostgres.start()) {
                System.out.println(postgres.database("owned"));
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (LocalCloudException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** A running program and the first line that it said. */
    private record Running(Process process, String said) implements AutoCloseable {
        static Running start(Path tmp) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + tmp,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Owner.class.getName());
            builder.environment().remove("DATABASE_URL");
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            return new Running(process, String.valueOf(output.readLine()));
        }

        /** The way of {@code kill -9}. */
        void kill() {
            process.destroyForcibly().onExit().join();
        }

        /** Its input ends, and so does the program. */
        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.onExit().join();
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> paths = Files.list(tmp)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("entrega-"))
                    .toList();
        }
    }

    private static Optional<ProcessHandle> server(Path folder) {
        try {
            String pid =
                    Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theServerOfAKilledJvmIsStoppedAndItsFolderDeletedAtTheNextStartAndThatOfALivingOneKept() throws Exception {
        try (Running living = Running.start(tmp)) {
            Path kept = folders().getFirst();
            Running killed = Running.start(tmp);
            Path orphan = folders().stream()
                    .filter(folder -> !folder.equals(kept))
                    .findFirst()
                    .orElseThrow();
            ProcessHandle server = server(orphan).orElseThrow();

            killed.kill();
            assertThat(server.isAlive()).isTrue();
            assertThat(orphan).isDirectory();

            try (Running next = Running.start(tmp)) {
                assertThat(next.said()).startsWith("postgres://");
                assertThat(orphan).doesNotExist();
                await().atMost(Duration.ofSeconds(5)).until(() -> !server.isAlive());
                DatabaseUrl.parse(living.said()).connect().close();
                assertThat(kept).isDirectory();
            }
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void withoutATemporaryFolderTheStartFailsWithOneLineThatSaysWhatToDo() throws Exception {
        Path missing = tmp.resolve("missing");
        try (Running failed = Running.start(missing)) {
            assertThat(failed.said())
                    .contains("PostgreSQL needs a folder")
                    .contains(missing.toString())
                    .contains("java.io.tmpdir");
        }
    }
}
