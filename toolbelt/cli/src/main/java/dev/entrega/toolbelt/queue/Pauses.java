package dev.entrega.toolbelt.queue;

import dev.entrega.consumer.lane.LaneTable;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.Connection;
import java.sql.SQLException;

/** The pauses of one service's queues, in its database. Not thread-safe, as its connection is not. */
final class Pauses implements AutoCloseable {

    private final LaneTable table = new LaneTable();
    private final Connection connection;
    private final String queue;

    private Pauses(Connection connection, String queue) {
        this.connection = connection;
        this.queue = queue;
    }

    /**
     * @param typed a queue's name, with or without the environment in front
     * @throws ToolbeltException if there is no such queue, or no service with a database receives from it
     */
    static Pauses of(Session session, String typed) throws SQLException {
        var queue =
                Lookup.queue(session, session.resources().operations(), typed).name();
        var profile = session.profile();
        var service = profile.databases().keySet().stream()
                .filter(name -> profile.names(name).isOfService(queue))
                .findFirst()
                .orElseThrow(() -> new ToolbeltException(
                        ExitCode.NOT_FOUND,
                        "no service whose database environment " + session.environment() + " names receives from "
                                + queue
                                + ", so nobody would heed a pause; name the service's own queue or a lane of it",
                        "queue list --env " + session.environment()));
        var connection = profile.connect(service);
        if (!PlatformTables.exists(connection, "lane")) {
            connection.close();
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    service + " knows no pauses yet: release it with this version (bin/run release)");
        }
        return new Pauses(connection, queue);
    }

    String queue() {
        return queue;
    }

    boolean pause(String who, String reason) throws SQLException {
        return table.pause(connection, queue, who, reason);
    }

    boolean resume(String who) throws SQLException {
        return table.resume(connection, queue, who);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
