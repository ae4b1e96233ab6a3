package dev.entrega.api;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.runtime.Entrega;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@link Notes} as a process of its own, to be ended by a signal. */
final class NotesProcess implements AutoCloseable {
    private final String database = SharedCloud.freshDatabase("notes-process");
    private final int port = freePort();
    private final Process process;

    NotesProcess(Path log) throws IOException {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        NotesProcess.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        var environment = program.environment();
        environment.put("PORT", Integer.toString(port));
        environment.put("DATABASE_URL", database);
        environment.put("AWS_ENDPOINT_URL", SharedCloud.cloud().endpoint().toString());
        environment.put("AWS_REGION", SharedCloud.cloud().region());
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("ENTREGA_SERVICE", "notes-process");
        process = program.start();
    }

    public static void main(String[] arguments) {
        Entrega.start(NotesProcess.class, arguments);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    /** As the JDBC driver wants it. */
    String jdbcUrl() {
        URI url = URI.create(database);
        String[] user = url.getUserInfo().split(":", 2);
        return "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath() + "?user=" + user[0]
                + "&password=" + user[1];
    }

    /** SIGTERM, as a deploy sends it. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Whether it has ended by itself within that time. */
    boolean hasEnded(Duration within) throws InterruptedException {
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
