package dev.entrega.marketplace.deploys;

import dev.entrega.marketplace.deploys.Instance.Exit;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A service that is deployed: one process works, at times two. Not thread-safe. */
final class Deployed implements AutoCloseable {
    private final Site site;
    private final Service service;
    private Instance current;

    /** Releases it and starts its first process, which is ready when this returns. */
    Deployed(Site site, Service service) {
        this.site = site;
        this.service = service;
        Instance.release(site, service);
        this.current = Instance.start(site, service);
        try {
            current.awaitReady();
        } catch (RuntimeException e) {
            current.close();
            throw e;
        }
    }

    /**
     * One deploy.
     *
     * @param start how long the new process took to be ready
     * @param exit how the old one ended
     */
    record Replaced(Duration start, Exit exit) {}

    URI address() {
        return current.address();
    }

    /** Whether the kernel enforces the limit of memory. */
    boolean isLimited() {
        return current.isLimited();
    }

    /**
     * Replaces the process by a new one. For a while both work.
     *
     * @param overlap how long
     * @param proxy takes the new one in when it is ready, and the old one out before it gets its SIGTERM
     */
    Replaced replace(Duration overlap, Optional<Proxy> proxy) {
        Instance.release(site, service);
        Instance next = Instance.start(site, service);
        Duration start;
        try {
            start = next.awaitReady();
        } catch (RuntimeException e) {
            next.close();
            throw e;
        }
        try (Instance old = current) {
            current = next;
            proxy.ifPresent(p -> p.takeIn(next.address()));
            LockSupport.parkNanos(overlap.toNanos());
            proxy.ifPresent(p -> p.takeOut(old.address()));
            return new Replaced(start, old.end());
        }
    }

    @Override
    public void close() {
        current.close();
    }
}
