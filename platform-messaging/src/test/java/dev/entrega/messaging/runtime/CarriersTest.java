package dev.entrega.messaging.runtime;

import dev.entrega.local.process.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** In a process that is told that there is one processor. */
class CarriersTest {

    private static final int THREADS = 16;
    private static final int ROUND_TRIPS = 100;
    private static final long WORK = 2_000;

    /** Virtual threads that hand on to each other without end, and one that waits for a socket. */
    static final class Busy {

        private static final AtomicLong RESULT = new AtomicLong();

        public static void main(String[] arguments) throws Exception {
            Entrega.start(Busy.class, "describe");
            var turns = new Semaphore[THREADS];
            for (int i = 0; i < THREADS; i++) {
                turns[i] = new Semaphore(1);
            }
            for (int i = 0; i < THREADS; i++) {
                var own = turns[i];
                var next = turns[(i + 1) % THREADS];
                Thread.ofVirtual().start(() -> handOn(own, next));
            }
            try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Thread.ofPlatform().daemon().start(() -> answer(server));
                Thread.ofVirtual().start(() -> ask(server.getLocalPort())).join();
            }
            System.exit(0);
        }

        private static void handOn(Semaphore own, Semaphore next) {
            while (true) {
                own.acquireUninterruptibly();
                for (long i = 0; i < WORK; i++) {
                    RESULT.set(RESULT.get() * 31 + i);
                }
                next.release();
            }
        }

        private static void answer(ServerSocket server) {
            try (var client = server.accept()) {
                while (client.getInputStream().read() >= 0) {
                    Thread.sleep(1); // So that the other waits for it.
                    client.getOutputStream().write(1);
                }
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void ask(int port) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                for (int i = 0; i < ROUND_TRIPS; i++) {
                    socket.getOutputStream().write(1);
                    socket.getInputStream().read();
                }
                System.out.println("all answers read");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void whoWaitsForASocketIsNotForgottenWhileOthersAlwaysHaveWork() throws Exception {
        var environment = Map.of(
                "JAVA_TOOL_OPTIONS",
                "-XX:ActiveProcessorCount=1",
                "ENTREGA_SERVICE",
                "orders-api",
                "ENTREGA_ENV",
                "busy");

        try (var busy = ChildProcess.start(Busy.class, environment)) {
            busy.await("all answers read");
        }
    }
}
