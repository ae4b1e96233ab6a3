package dev.entrega.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.messaging.MessagingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table, {@code entrega.resilience}, of what releases and operators have said of a service's upstreams. Each method that
 * changes something is one statement on the caller's connection. Thread-safe.
 */
public final class ResilienceTable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was done: from a release to an apply, and after an undo, what the release has come with holds. */
    enum Action {
        RELEASE,
        APPLY,
        UNDO;

        /** As it stands in the table. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Action of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** A row as it is: what stands in it may be unreadable. */
    record Change(long id, Instant at, String action, String who, String settings) {}

    /**
     * What stands in the place of the released settings.
     *
     * @param who has applied it
     */
    public record Applied(WrittenSettings settings, String who, Instant at) {}

    /**
     * What holds now.
     *
     * @param newest the row that says so
     * @param released what the newest release has come with
     * @param clients the calls of each upstream in its code
     * @param applied since then; null if nothing is
     */
    public record State(
            long newest,
            WrittenSettings released,
            Map<String, Set<String>> clients,
            @Nullable Applied applied) {

        public State {
            clients = Map.copyOf(clients);
        }

        /** As if {@code resilience.yml} said it there. */
        public WrittenSettings written() {
            return applied == null ? released : released.with(applied.settings());
        }
    }

    /** The row that counts; empty before the first release. */
    Optional<Change> newest(Connection connection) throws SQLException {
        String sql = "SELECT id, at, action, who, settings FROM entrega.resilience ORDER BY id DESC LIMIT 1";
        try (var query = connection.prepareStatement(sql);
                var row = query.executeQuery()) {
            return row.next() ? Optional.of(change(row)) : Optional.empty();
        }
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    /**
     * What holds now; empty before the first release.
     *
     * @throws MessagingException if what stands there is not what this class has written
     */
    public Optional<State> state(Connection connection) throws SQLException {
        String sql = """
            SELECT n.id, n.at, n.action, n.who, n.settings, r.settings, r.clients
              FROM (SELECT * FROM entrega.resilience ORDER BY id DESC LIMIT 1) n,
                   (SELECT * FROM entrega.resilience WHERE action = 'release' ORDER BY id DESC LIMIT 1) r""";
        try (var query = connection.prepareStatement(sql);
                var row = query.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            var newest = change(row);
            return Optional.of(new State(
                    newest.id(),
                    WrittenSettings.parse(row.getString(6)),
                    parse(row.getString(7)),
                    newest.action().equals(Action.APPLY.word())
                            ? new Applied(WrittenSettings.parse(newest.settings()), newest.who(), newest.at())
                            : null));
        }
    }

    /**
     * Writes down what a release comes with, which ends what was applied.
     *
     * @param again also if the last release has come with the same
     */
    boolean release(Connection connection, String version, WrittenSettings file, Clients clients, boolean again)
            throws SQLException {
        String sql = """
            WITH last AS (
                SELECT settings, clients FROM entrega.resilience WHERE action = 'release' ORDER BY id DESC LIMIT 1)
            INSERT INTO entrega.resilience (action, who, settings, clients)
            SELECT 'release', ?, n.settings, n.clients FROM (VALUES (?, ?)) n (settings, clients)
             WHERE ? OR NOT EXISTS (
                   SELECT 1 FROM last WHERE last.settings = n.settings AND last.clients = n.clients)""";
        try (var change = connection.prepareStatement(sql)) {
            change.setString(1, version);
            change.setString(2, file.toJson());
            change.setString(3, json(clients));
            change.setBoolean(4, again);
            return change.executeUpdate() == 1;
        }
    }

    /**
     * Has all processes of the service call by these settings, until they are taken away or the next release.
     *
     * @param seen what the caller has seen before
     * @return false if something else holds by now, so that nothing was changed
     */
    public boolean apply(Connection connection, State seen, String who, WrittenSettings settings) throws SQLException {
        return change(connection, seen, Action.APPLY, who, settings.changeable());
    }

    /**
     * Takes away what was applied.
     *
     * @param seen what the caller has seen before
     * @return false if something else holds by now, so that nothing was changed
     */
    public boolean undo(Connection connection, State seen, String who) throws SQLException {
        return change(connection, seen, Action.UNDO, who, WrittenSettings.of(Map.of()));
    }

    private static boolean change(
            Connection connection, State seen, Action action, String who, WrittenSettings settings)
            throws SQLException {
        String sql = """
            INSERT INTO entrega.resilience (action, who, settings)
            SELECT ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM entrega.resilience WHERE id > ?)""";
        try (var change = connection.prepareStatement(sql)) {
            change.setString(1, action.word());
            change.setString(2, who);
            change.setString(3, settings.toJson());
            change.setLong(4, seen.newest());
            return change.executeUpdate() == 1;
        }
    }

    private static String json(Clients clients) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(clients.calls()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("names are always JSON", e);
        }
    }

    private static Map<String, Set<String>> parse(String json) {
        try {
            return JSON.readValue(json, new TypeReference<TreeMap<String, Set<String>>>() {});
        } catch (JsonProcessingException e) {
            throw new MessagingException("not the clients of a service: " + e.getOriginalMessage(), e);
        }
    }
}
