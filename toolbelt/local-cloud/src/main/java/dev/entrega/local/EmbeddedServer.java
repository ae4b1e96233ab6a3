package dev.entrega.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * The embedded PostgreSQL and the folder it lives in. It is as durable as one in production, so that tests may kill it
 * and whoever uses it: zonky starts the server with {@code -F}, which is {@code fsync=off}, and later settings win.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerFolder folder;
    private final EmbeddedPostgres postgres;
    private final Thread hook;

    private EmbeddedServer(ServerFolder folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
        this.hook = new Thread(this::stop, "entrega-postgres-stop");
    }

    static EmbeddedServer start() {
        ServerFolder.deleteOrphans();
        ServerFolder folder = ServerFolder.create();
        try {
            var log = ProcessBuilder.Redirect.appendTo(folder.log().toFile());
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.data())
                    .setCleanDataDirectory(true)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(PATIENCE)
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    // The same order and letters on every machine, whatever its locale.
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .start();
            EmbeddedServer server = new EmbeddedServer(folder, postgres);
            Runtime.getRuntime().addShutdownHook(server.hook);
            return server;
        } catch (IOException | RuntimeException e) {
            String last = folder.lastLogLine();
            folder.delete();
            throw new LocalCloudException(
                    "PostgreSQL can't start (" + (last.isEmpty() ? e.getMessage() : last)
                            + "): mend that, or set DATABASE_URL to a server of your own.",
                    e);
        }
    }

    DatabaseUrl url() {
        return new DatabaseUrl(
                URI.create("postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres"));
    }

    /** Closing twice is harmless. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook does the same.
        }
        stop();
    }

    private void stop() {
        try {
            postgres.close();
        } catch (IOException e) {
            // The next start finds the folder and its owner gone, and does the rest.
        }
        folder.delete();
    }
}
