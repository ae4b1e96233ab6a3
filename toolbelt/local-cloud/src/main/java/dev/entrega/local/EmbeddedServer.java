package dev.entrega.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The embedded PostgreSQL and the folder it lives in. It is as durable as one in production, so that tests may kill it
 * and whoever uses it: zonky starts the server with {@code -F}, which is {@code fsync=off}, and later settings win.
 */
final class EmbeddedServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerFolder folder;
    private final EmbeddedPostgres postgres;
    private final Path program;
    private final Thread hook;

    private EmbeddedServer(ServerFolder folder, EmbeddedPostgres postgres) {
        this.folder = folder;
        this.postgres = postgres;
        this.program = folder.postmaster()
                .flatMap(server -> server.info().command())
                .map(Path::of)
                .orElseThrow(() -> new LocalCloudException("PostgreSQL in " + folder.path() + " has ended again."));
        this.hook = new Thread(this::end, "entrega-postgres-stop");
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

    void stop(LocalPostgres.Stop how) {
        switch (how) {
            case FAST -> control("stop", "-m", "fast");
            case IMMEDIATE -> control("stop", "-m", "immediate");
            case KILLED -> kill();
        }
    }

    /** The postmaster last of all starts nothing any more, so it goes first. */
    private void kill() {
        var postmaster = folder.postmaster()
                .orElseThrow(
                        () -> new LocalCloudException("PostgreSQL in " + folder.path() + " is not there any more."));
        var processes =
                Stream.concat(Stream.of(postmaster), postmaster.children()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    void resume() {
        control("restart"); // Which starts one that is gone, with the options that it had.
    }

    /** By the program that lies beside the server's own. */
    private void control(String... command) {
        var call = new ArrayList<String>();
        if (LinuxUtils.isUnshareAvailable()) { // Of root it takes no orders: zonky starts it as nobody in particular.
            call.addAll(List.of("unshare", "-U"));
        }
        call.add(program.resolveSibling("pg_ctl").toString());
        call.addAll(List.of("-D", folder.data().toString(), "-l", folder.log().toString(), "-w"));
        call.addAll(List.of(command));
        try {
            var log = ProcessBuilder.Redirect.appendTo(folder.log().toFile());
            int status = new ProcessBuilder(call)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new LocalCloudException(
                        "PostgreSQL can't be stopped or started again (" + folder.lastLogLine() + ").");
            }
        } catch (IOException e) {
            throw new LocalCloudException("PostgreSQL can't be stopped or started again (" + e.getMessage() + ").", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalCloudException("Interrupted while PostgreSQL was being stopped or started again.", e);
        }
    }

    /** Closing twice is harmless. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook does the same.
        }
        end();
    }

    private void end() {
        try {
            postgres.close();
        } catch (IOException e) {
            // The next start finds the folder and its owner gone, and does the rest.
        }
        folder.delete();
    }
}
