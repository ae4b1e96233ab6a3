package dev.entrega.local.faults;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One connection of a client and the one to the server behind it: bytes go both ways, as far as the fault lets them. */
final class TcpLink {

    private static final int BUFFER = 16 * 1024;

    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private TcpFault fault = new TcpFault.None();
    private long answered;
    private boolean ended;

    TcpLink(Socket client, InetSocketAddress target) {
        this.client = client;
        this.target = target;
    }

    void apply(TcpFault next) {
        lock.lock();
        try {
            fault = next;
            answered = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (next instanceof TcpFault.HalfClosed) {
            try {
                client.shutdownOutput();
            } catch (IOException e) {
                reset(); // It has ended already.
            }
        }
    }

    /** Returns when both directions have ended. */
    void run() {
        try {
            client.setTcpNoDelay(true);
            if (awaitPassage() == null) {
                return;
            }
            server.setTcpNoDelay(true);
            server.connect(target);
            var asking = Thread.ofVirtual().name("tcp-proxy-up").start(() -> pump(client, server, false));
            pump(server, client, true);
            asking.join();
            end(false);
        } catch (IOException e) {
            reset(); // The server is not there, and whoever asked shall see that.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        var buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (!pass(buffer, read, to, answers)) {
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(); // What one side does, the other has to see.
        }
    }

    /** @return whether the connection is still there */
    private boolean pass(byte[] bytes, int length, Socket to, boolean answers) throws IOException {
        var now = awaitPassage();
        if (now == null) {
            return false;
        }
        int passing = length;
        switch (now) {
            case TcpFault.Latency late -> sleep(late.by());
            case TcpFault.CutAfter cut -> passing = answers ? (int) Math.min(length, cut.bytes() - answered) : length;
            case TcpFault.HalfClosed half -> passing = answers ? 0 : length;
            case TcpFault.None none -> {}
            case TcpFault.BlackHole hole -> throw new IllegalStateException("nothing passes");
            case TcpFault.Refused refused -> passing = 0;
        }
        to.getOutputStream().write(bytes, 0, passing);
        if (answers) {
            answered += passing;
        }
        if (now instanceof TcpFault.CutAfter && passing < length) {
            reset();
            return false;
        }
        return true;
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the fault in force, once it lets anything pass; null if the connection ended before */
    private @Nullable TcpFault awaitPassage() {
        lock.lock();
        try {
            while (fault instanceof TcpFault.BlackHole && !ended) {
                changed.awaitUninterruptibly();
            }
            return ended ? null : fault;
        } finally {
            lock.unlock();
        }
    }

    /** Ends both sides at once; without lingering, which TCP says with a reset. */
    void reset() {
        end(true);
    }

    private void end(boolean abruptly) {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        end(client, abruptly);
        end(server, abruptly);
    }

    private static void end(Socket socket, boolean abruptly) {
        try {
            if (abruptly && !socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // Then it has ended already.
        }
    }
}
