package dev.entrega.local.sqs;

import java.io.IOException;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/** As many connections as there are calls at a time, idle ones used again. */
final class Connections implements AutoCloseable {
    private final int port;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    Connections(int port) {
        this.port = port;
    }

    Connection.Reply post(String action, String json) throws IOException {
        Connection connection = take();
        try {
            Connection.Reply reply = connection.post(action, json);
            idle.push(connection);
            return reply;
        } catch (IOException | RuntimeException e) {
            all.remove(connection);
            connection.close();
            throw e;
        }
    }

    private Connection take() throws IOException {
        Connection used = idle.poll();
        if (used != null) {
            return used;
        }
        Connection fresh = new Connection(port);
        all.add(fresh);
        if (closed.get()) {
            fresh.close();
        }
        return fresh;
    }

    @Override
    public void close() {
        closed.set(true);
        for (Connection connection : all) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is of no more use either way.
            }
        }
    }
}
