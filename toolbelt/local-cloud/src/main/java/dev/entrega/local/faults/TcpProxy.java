package dev.entrega.local.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands in front of a server, whatever it speaks, on a port of the loopback interface, and hurts its connections as the
 * {@link TcpFault} in force says. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final InetSocketAddress target;
    private final int port;
    private final Set<TcpLink> links = ConcurrentHashMap.newKeySet();
    private volatile TcpFault fault = new TcpFault.None();
    private ServerSocket listener;
    private Thread accepting;

    private TcpProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
        this.accepting = accept(listener, port);
    }

    /** Starts on a free port. The server needs not be there yet. */
    public static TcpProxy before(String host, int port) {
        try {
            return new TcpProxy(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** The same URL by way of this proxy: {@code postgres://user:password@127.0.0.1:port/name}, {@code http://…}. */
    public String through(String url) {
        var uri = URI.create(url);
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return uri.getScheme() + "://" + user + "127.0.0.1:" + port + uri.getRawPath() + query;
    }

    /** Puts a fault in force in the place of the one before; {@link TcpFault.None} heals. */
    public synchronized void set(TcpFault next) {
        fault = next;
        try {
            if (next instanceof TcpFault.Refused) {
                stopListening();
            } else if (listener.isClosed()) {
                listener = listen(port);
                accepting = accept(listener, port);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        links.forEach(link -> link.apply(next));
    }

    /**
     * The port is closed only when the accepting thread has seen it, which may take one more connection before: it is
     * waited for, so that no connection is left that nobody resets.
     */
    private void stopListening() throws IOException {
        listener.close();
        try {
            accepting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reset();
    }

    /** Once: every connection that there is ends with a reset. */
    public void reset() {
        links.forEach(TcpLink::reset);
    }

    /** How many connections are open. */
    public int connections() {
        return links.size();
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        return socket;
    }

    private Thread accept(ServerSocket from, int port) {
        return Thread.ofVirtual().name("tcp-proxy-" + port).start(() -> {
            while (!from.isClosed()) {
                try {
                    var link = new TcpLink(from.accept(), target);
                    links.add(link);
                    Thread.ofVirtual().name("tcp-proxy-link").start(() -> run(link));
                } catch (IOException e) {
                    if (!from.isClosed()) { // For good, or by Refused.
                        // Without a file or a port for one more it goes on: whoever asks then waits, or is refused.
                        LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
                    }
                }
            }
        });
    }

    private void run(TcpLink link) {
        link.apply(fault); // After it is known, so that a fault that comes in between reaches it as well.
        try {
            link.run();
        } finally {
            links.remove(link);
        }
    }

    /** Ends all connections. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        try {
            stopListening();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
