package dev.entrega.local;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for development and tests: the one that the environment's {@code DATABASE_URL} names, else a real
 * one that starts with this object and ends with it. Safe for use by many threads.
 */
public final class LocalPostgres implements AutoCloseable {
    /** PostgreSQL cuts longer identifiers off at 63 bytes. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    private static final String DUPLICATE_DATABASE = "42P04";

    private final DatabaseUrl server;
    private final @Nullable EmbeddedServer embedded;
    private final Queue<String> fresh = new ConcurrentLinkedQueue<>();

    private LocalPostgres(DatabaseUrl server, @Nullable EmbeddedServer embedded) {
        this.server = server;
        this.embedded = embedded;
    }

    /**
     * Returns when the server takes connections. Orphans of killed runs are cleaned up first.
     *
     * @throws LocalCloudException if the server can't start, with its own last words, or can't be reached
     */
    public static LocalPostgres start() {
        String url = System.getenv("DATABASE_URL");
        return url == null || url.isBlank() ? embedded() : external(DatabaseUrl.parse(url));
    }

    /** Whatever {@code DATABASE_URL} says. */
    static LocalPostgres embedded() {
        EmbeddedServer embedded = EmbeddedServer.start();
        return new LocalPostgres(embedded.url(), embedded);
    }

    static LocalPostgres external(DatabaseUrl url) {
        try {
            url.connect().close();
            return new LocalPostgres(url, null);
        } catch (SQLException e) {
            throw new LocalCloudException(
                    "PostgreSQL at " + url.server() + " can't be reached (" + firstLine(e)
                            + "): start it, or unset DATABASE_URL to get an embedded one.",
                    e);
        }
    }

    /**
     * The database of a service, made if it is not there.
     *
     * @param name lower-case letters, digits, {@code _} and {@code -}, at most 63
     * @return its URL, {@code postgres://user:password@host:port/name}
     */
    public String database(String name) {
        check(name);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, name)) {
                statement.execute("CREATE DATABASE \"" + name + "\"");
            }
            return server.database(name).text();
        } catch (SQLException e) {
            if (DUPLICATE_DATABASE.equals(e.getSQLState())) {
                return server.database(name).text();
            }
            throw new LocalCloudException(
                    "Database " + name + " can't be made on " + server.server() + " (" + firstLine(e)
                            + "): the user of DATABASE_URL needs the right CREATEDB.",
                    e);
        }
    }

    /**
     * An empty database with a name of its own, dropped by {@link #close}.
     *
     * @param prefix of the name, at most 54 characters
     * @return its URL
     */
    public String freshDatabase(String prefix) {
        String name =
                prefix + "_" + "%08x".formatted(ThreadLocalRandom.current().nextInt());
        check(name);
        fresh.add(name);
        return database(name);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new LocalCloudException(
                    "'" + name + "' can't name a database: use 1 to 63 lower-case letters, digits, "
                            + "'_' and '-', beginning with a letter.");
        }
    }

    private static boolean exists(Statement statement, String name) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            return rows.next();
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** How a server ends, the gentlest first. */
    public enum Stop {
        /** Its sessions are broken off, and it writes everything down: as when an operator restarts it. */
        FAST,
        /** Its processes end at once, and it recovers when it starts again. */
        IMMEDIATE,
        /** As {@code kill -9} of all its processes does. */
        KILLED
    }

    /**
     * Ends the embedded server, until {@link #resume}. Nobody listens at its port meanwhile.
     *
     * @throws LocalCloudException if it is none of ours
     */
    public void stop(Stop how) {
        ours("stopped").stop(how);
    }

    /**
     * Starts the embedded server again; returns when it has recovered and takes connections. What was committed is there.
     *
     * @throws LocalCloudException if it can't start, or is none of ours
     */
    public void resume() {
        ours("started").resume();
    }

    /** {@link #stop} by {@link Stop#FAST} and {@link #resume}. */
    public void restart() {
        stop(Stop.FAST);
        resume();
    }

    /** {@link #stop} by {@link Stop#KILLED} and {@link #resume}. */
    public void crash() {
        stop(Stop.KILLED);
        resume();
    }

    private EmbeddedServer ours(String what) {
        if (embedded == null) {
            throw new LocalCloudException("PostgreSQL at " + server.server() + " is not to be " + what
                    + ": unset DATABASE_URL to get an embedded one.");
        }
        return embedded;
    }

    /** Stops the embedded server and deletes its data; of another server, drops the fresh databases. */
    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        } else {
            dropFresh();
        }
    }

    private void dropFresh() {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String name = fresh.poll(); name != null; name = fresh.poll()) {
                statement.execute("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
            }
        } catch (SQLException e) {
            throw new LocalCloudException(
                    "Test databases on " + server.server() + " can't be dropped (" + firstLine(e)
                            + "): drop them by hand.",
                    e);
        }
    }
}
