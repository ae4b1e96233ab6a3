package dev.entrega.toolbelt.resilience;

import dev.entrega.client.ResilienceCheck;
import dev.entrega.client.ResilienceTable;
import dev.entrega.client.ResilienceTable.Applied;
import dev.entrega.client.ResilienceTable.State;
import dev.entrega.client.WrittenSettings;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a service in an environment calls others, as its database says. Not thread-safe, as its connection is not. */
final class There implements AutoCloseable {

    private final ResilienceTable table = new ResilienceTable();
    private final Connection connection;
    private final State state;

    private There(Connection connection, State state) {
        this.connection = connection;
        this.state = state;
    }

    /** @throws ToolbeltException if the environment names no database of the service, or no release has written there */
    static There of(Session session, String service) throws SQLException {
        if (!session.profile().databases().containsKey(service)) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    "environment " + session.environment() + " names no database of " + service
                            + ", which is where a running service looks: add services." + service
                            + ".database-url to it in environments.yml, or deploy the file if the service keeps nothing");
        }
        return find(session, service)
                .orElseThrow(() -> new ToolbeltException(
                        ExitCode.NOT_FOUND,
                        service + " has not written down yet whom it calls: release it with this version (bin/run"
                                + " release), unless it calls nobody"));
    }

    /** Empty if no release has written there. */
    static Optional<There> find(Session session, String service) throws SQLException {
        var connection = session.connect(service);
        var state = PlatformTables.exists(connection, "resilience")
                ? new ResilienceTable().state(connection)
                : Optional.<State>empty();
        if (state.isEmpty()) {
            connection.close();
        }
        return state.map(its -> new There(connection, its));
    }

    State state() {
        return state;
    }

    /** All that a start of the code that is released there would refuse of settings, each as one line. */
    List<String> findings(WrittenSettings settings) {
        var located = new HashSet<>(state.clients().keySet());
        located.removeIf(upstream -> Stream.of(upstream, "defaults")
                .anyMatch(name -> state.released().values().containsKey("upstreams." + name + ".url")));
        return new ResilienceCheck(state.clients(), located).findings(settings);
    }

    /** As {@code applied (ann@host, 2026-03-01T12:00:00Z)}. */
    static String words(Applied applied) {
        return "applied (" + applied.who() + ", " + seconds(applied.at()) + ")";
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    /** @throws ToolbeltException if somebody else has changed something meanwhile */
    void apply(String who, WrittenSettings settings) throws SQLException {
        require(table.apply(connection, state, who, settings));
    }

    /** @throws ToolbeltException if somebody else has changed something meanwhile */
    void undo(String who) throws SQLException {
        require(table.undo(connection, state, who));
    }

    private static void require(boolean done) {
        if (!done) {
            throw new ToolbeltException(
                    ExitCode.REFUSED,
                    "not done: somebody else has applied something meanwhile, or a release has; look again");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
