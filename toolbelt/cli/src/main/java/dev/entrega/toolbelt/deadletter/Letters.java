package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetterGroup;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.Holds;
import dev.entrega.consumer.deadletter.Holds.Hold;
import dev.entrega.consumer.deadletter.StoredDeadLetter;
import dev.entrega.toolbelt.project.PlatformTables;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The dead letters of one service. Not thread-safe, as its connection is not. */
final class Letters implements AutoCloseable {

    private final DeadLetters table = new DeadLetters();
    private final Connection connection;

    private Letters(Connection connection) {
        this.connection = connection;
    }

    /** @throws ToolbeltException if the environment knows no such service, or if it has no table of dead letters */
    static Letters of(Session session, String service) throws SQLException {
        var letters = connect(session, service);
        if (!letters.exist()) {
            letters.close();
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    service
                            + " has no table of dead letters: it handles no events, or was never released (bin/run release)");
        }
        return letters;
    }

    /** Those of a service that may have none. */
    static Letters connect(Session session, String service) {
        return new Letters(session.connect(service));
    }

    /** Whether there is a table: a service that handles nothing has none. */
    boolean exist() throws SQLException {
        return PlatformTables.ofConsumer(connection);
    }

    Connection connection() {
        return connection;
    }

    List<StoredDeadLetter> find(DeadLetterFilter filter, long afterId, int limit) throws SQLException {
        return table.find(connection, filter, afterId, limit);
    }

    /** Empty if it isn't there, or no longer. */
    Optional<StoredDeadLetter> find(long id) throws SQLException {
        return find(DeadLetterFilter.ALL, id - 1, 1).stream()
                .filter(stored -> stored.id() == id)
                .findFirst();
    }

    List<DeadLetterGroup> groups(DeadLetterFilter filter) throws SQLException {
        return table.groups(connection, filter);
    }

    long count(DeadLetterFilter filter) throws SQLException {
        return groups(filter).stream()
                .flatMapToLong(group -> LongStream.of(group.count()))
                .sum();
    }

    boolean redrive(StoredDeadLetter stored, String queue, String who, boolean allowDuplicates) throws SQLException {
        return allowDuplicates
                ? table.redriveAllowingDuplicates(connection, stored, queue, who)
                : table.redrive(connection, stored.id(), queue, who);
    }

    boolean edit(StoredDeadLetter stored, String body, String who, String why) throws SQLException {
        return table.edit(connection, stored, body, who, why);
    }

    /** The same, and brings it back in one transaction: neither without the other. */
    boolean editAndRedrive(StoredDeadLetter stored, String body, String queue, String who, String why)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            boolean done = table.edit(connection, stored, body, who, why)
                    && table.redrive(connection, stored.id(), queue, who);
            if (done) {
                connection.commit();
            }
            return done;
        } finally {
            connection.rollback(); // What is committed stays.
            connection.setAutoCommit(true);
        }
    }

    boolean discard(long id, String who, String why) throws SQLException {
        return table.discard(connection, id, who, why);
    }

    List<Hold> holds() throws SQLException {
        return new Holds().all(connection);
    }

    /** False if nothing of the group is under way any more. */
    boolean sendAgain(Hold hold) throws SQLException {
        return new Holds().sendAgain(connection, hold.queue(), hold.group());
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
