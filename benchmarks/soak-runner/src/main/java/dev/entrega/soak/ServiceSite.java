package dev.entrega.soak;

import dev.entrega.local.faults.TcpProxy;
import java.nio.file.Path;
import java.util.List;

/**
 * A service: its processes, its database and the connections that faults meet.
 *
 * @param database by the way that no fault meets
 * @param toDatabase of its processes
 * @param toBroker of its processes
 * @param failpoints where its processes find orders to end
 */
record ServiceSite(
        String name, Database database, TcpProxy toDatabase, TcpProxy toBroker, Path failpoints, List<Replica> replicas)
        implements AutoCloseable {

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        toDatabase.close();
        toBroker.close();
        database.close();
    }
}
