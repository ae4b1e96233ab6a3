package dev.entrega.api;

import dev.entrega.local.FreePort;
import dev.entrega.local.SharedCloud;
import dev.entrega.local.process.ChildProcess;
import dev.entrega.messaging.runtime.Entrega;
import java.net.URI;
import java.util.Map;

/** {@link Notes} as a process of its own, to be ended by a signal. */
final class NotesProcess implements AutoCloseable {
    private final String database = SharedCloud.freshDatabase("notes-process");
    private final int port = FreePort.find();
    private final ChildProcess process;

    NotesProcess() {
        process = ChildProcess.start(
                NotesProcess.class,
                Map.of(
                        "PORT",
                        Integer.toString(port),
                        "DATABASE_URL",
                        database,
                        "AWS_ENDPOINT_URL",
                        SharedCloud.cloud().endpoint().toString(),
                        "AWS_REGION",
                        SharedCloud.cloud().region(),
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "ENTREGA_SERVICE",
                        "notes-process"));
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

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
