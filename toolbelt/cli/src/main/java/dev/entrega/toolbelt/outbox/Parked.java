package dev.entrega.toolbelt.outbox;

import dev.entrega.messaging.outbox.ParkedEvent;
import dev.entrega.messaging.outbox.ParkedEvents;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parked events of one service. Not thread-safe, as its connection is not. */
final class Parked implements AutoCloseable {

    private static final int PAGE = 500;

    private final ParkedEvents table = new ParkedEvents();
    private final Connection connection;

    private Parked(Connection connection) {
        this.connection = connection;
    }

    /** @throws ToolbeltException if the environment knows no such service, or if it has no outbox of this version */
    static Parked of(Session session, String service) throws SQLException {
        var connection = session.connect(service);
        if (!PlatformTables.exists(connection, "outbox_audit")) {
            connection.close();
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    service + " has no outbox that these commands know: release its newest version (bin/run release)");
        }
        return new Parked(connection);
    }

    List<ParkedEvent> page(@Nullable String type, long afterId, int limit) throws SQLException {
        return table.find(connection, type, afterId, limit);
    }

    /** Those that are meant, as they are now. */
    List<ParkedEvent> all(@Nullable String type, List<Long> ids) throws SQLException {
        var all = new ArrayList<ParkedEvent>();
        for (var page = page(type, 0, PAGE);
                !page.isEmpty();
                page = page(type, page.getLast().id(), PAGE)) {
            page.stream()
                    .filter(event -> ids.isEmpty() || ids.contains(event.id()))
                    .forEach(all::add);
        }
        return all;
    }

    boolean release(long id, String who) throws SQLException {
        return table.release(connection, id, who);
    }

    boolean discard(long id, String who, String why) throws SQLException {
        return table.discard(connection, id, who, why);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
