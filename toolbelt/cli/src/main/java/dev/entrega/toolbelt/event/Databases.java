package dev.entrega.toolbelt.event;

import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.project.ProjectException;
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
record Databases(Map<String, Connection> open, Map<String, String> closed) implements AutoCloseable {

    static Databases of(Profile profile) {
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
