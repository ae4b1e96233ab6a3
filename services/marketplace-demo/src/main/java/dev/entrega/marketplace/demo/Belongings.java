package dev.entrega.marketplace.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started and must be gone afterwards, whichever way this process ends short of a {@code kill -9}: closed in
 * reverse order by {@link #close}, or by the JVM's shutdown if that comes first. Thread-safe.
 */
final class Belongings implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread atShutdown = new Thread(this::closeAtShutdown, "close-marketplace");
    private boolean closed;
    private volatile boolean shutdown;

    Belongings() {
        Runtime.getRuntime().addShutdownHook(atShutdown);
    }

    /** Takes it over. If the end has begun already it is closed at once, so that nothing started late is left behind. */
    <T extends AutoCloseable> T keep(T belonging) {
        synchronized (this) {
            if (!closed) {
                open.push(belonging);
                return belonging;
            }
        }
        closeQuietly(belonging);
        throw MarketplaceException.unreachable("the marketplace is being shut down", null);
    }

    /** Whether the JVM is ending, so that whatever fails now fails for that reason. */
    boolean isShutdown() {
        return shutdown;
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atShutdown);
        } catch (IllegalStateException e) {
            // The JVM is ending and has closed everything, or is about to.
        }
    }

    private void closeAtShutdown() {
        shutdown = true;
        closeAll();
    }

    private void closeAll() {
        Deque<AutoCloseable> ending;
        synchronized (this) {
            closed = true;
            ending = new ArrayDeque<>(open);
            open.clear();
        }
        ending.forEach(Belongings::closeQuietly);
    }

    /** One that can't be closed must not keep the others open. */
    private static void closeQuietly(AutoCloseable belonging) {
        try {
            belonging.close();
        } catch (Exception e) {
            System.err.println(
                    "marketplace: " + belonging + " could not be closed (" + e + "); look for what it left behind");
        }
    }
}
