package dev.entrega.messaging.runtime;

import dev.entrega.messaging.PlatformMigration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;

/** The migrations of a release process, in a process that can be killed. */
final class MigratingProcess implements AutoCloseable {
    private final Process process;

    MigratingProcess(String url, String location) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        MigratingProcess.class.getName(),
                        url,
                        location)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] arguments) {
        of(arguments[1]).run(database(arguments[0]));
    }

    /** A service whose own migrations are in that folder of the class path. */
    static Migrations of(String location) {
        return new Migrations(List.of(new PlatformMigration("test", "classpath:migrations/" + location)));
    }

    /** As a service uses it. */
    static DataSource database(String url) {
        return new DatabaseFactory().dataSource(url, new DatabaseSettings(3));
    }

    /** SIGKILL: nothing of the process runs after it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
