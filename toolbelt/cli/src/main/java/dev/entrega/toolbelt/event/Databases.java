package dev.entrega.toolbelt.event;

import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.project.ProjectException;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.Session;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The databases of all services at once, as far as they answer.
 *
 * @param open by service
 * @param closed why a service's database does not answer, by service
 */
public record Databases(Map<String, Connection> open, Map<String, String> closed) implements AutoCloseable {

    /**
     * Those of the environment; which don't answer is said.
     *
     * @param what stands in them, for who has to be told that the environment names none
     * @throws ToolbeltException if it names none
     */
    public static Databases required(Session session, String what) {
        if (session.profile().databases().isEmpty()) {
            throw new ToolbeltException(
                    ExitCode.NOT_FOUND,
                    "environment " + session.environment() + " names no database, and " + what
                            + " stands in them: add services.NAME.database-url to it in environments.yml");
        }
        return of(session);
    }

    /** Those of the environment, if it names any; which don't answer is said. */
    static Databases of(Session session) {
        var databases = open(session.profile());
        databases.closed().values().forEach(session.output()::say);
        return databases;
    }

    private static Databases open(Profile profile) {
        var open = new LinkedHashMap<String, Connection>();
        var closed = new TreeMap<String, String>();
        for (String service : profile.databases().keySet()) {
            try {
                open.put(service, profile.connect(service));
            } catch (ProjectException e) {
                closed.put(service, String.valueOf(e.getMessage()));
            }
        }
        return new Databases(open, closed);
    }

    @Override
    public void close() throws SQLException {
        for (var connection : open.values()) {
            connection.close();
        }
    }
}
