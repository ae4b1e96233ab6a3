package dev.entrega.soak;

import dev.entrega.local.faults.TcpProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service: its processes, its database and the connections that faults meet.
 *
 * @param store empty if it has no database
 * @param toBroker of its processes
 * @param failpoints where its processes find orders to end
 */
record ServiceSite(String name, Optional<Store> store, TcpProxy toBroker, Path failpoints, List<Replica> replicas)
        implements AutoCloseable {

    /**
     * A service's database.
     *
     * @param database by the way that no fault meets
     * @param link of the service's processes
     */
    record Store(Database database, TcpProxy link) implements AutoCloseable {
        @Override
        public void close() {
            link.close();
            database.close();
        }
    }

    Database database() {
        return store.orElseThrow(() -> new IllegalStateException(name + " has no database"))
                .database();
    }

    /** Its processes' ways to others. */
    List<TcpProxy> links() {
        return Stream.concat(store.map(Store::link).stream(), Stream.of(toBroker))
                .toList();
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        toBroker.close();
        store.ifPresent(Store::close);
    }
}
