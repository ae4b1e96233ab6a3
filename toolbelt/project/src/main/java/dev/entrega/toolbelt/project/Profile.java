package dev.entrega.toolbelt.project;

import dev.entrega.messaging.Service;
import dev.entrega.messaging.aws.Access;
import dev.entrega.messaging.topology.Names;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An environment: where its broker is and where its services keep their data.
 *
 * @param name as in {@code ENTREGA_ENV}, the first part of the names of topics and queues
 * @param databases by service; a service without one is not among them
 */
public record Profile(String name, Access broker, SortedMap<String, DatabaseAddress> databases) {

    public Profile(String name, Access broker, Map<String, DatabaseAddress> databases) {
        this(name, broker, (SortedMap<String, DatabaseAddress>) new TreeMap<>(databases));
    }

    /** What a service's queues and topics are called here. */
    public Names names(String service) {
        return new Names(new Service(service, name));
    }

    /**
     * A new connection to a service's database, in autocommit, to be closed by the caller.
     *
     * @throws ProjectException if the profile names none, or it can't be reached
     */
    public Connection connect(String service) {
        var database = databases.get(service);
        if (database == null) {
            throw new ProjectException("environment " + name + " names no database of " + service
                    + "; add services." + service + ".database-url to it (it has: "
                    + String.join(", ", databases.keySet()) + ")");
        }
        try {
            return database.connect();
        } catch (SQLException e) {
            throw new ProjectException(
                    "the database of " + service + " at " + database + " can't be reached ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
                            + "); check that it runs and that the environment names it",
                    e);
        }
    }
}
