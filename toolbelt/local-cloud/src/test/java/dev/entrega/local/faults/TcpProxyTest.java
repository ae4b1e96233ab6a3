package dev.entrega.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private final ServerSocket server;
    private final TcpProxy proxy;
    private final Thread accepting;

    TcpProxyTest() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.before("127.0.0.1", server.getLocalPort());
        accepting = Thread.ofVirtual().start(this::echo);
    }

    private void echo() {
        try {
            while (true) {
                var client = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    } catch (IOException e) {
                        // The client is gone.
                    }
                });
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static String say(Socket socket, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(bytes);
        return new String(socket.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
    }

    @Test
    void bytesPassBothWaysAndBothEndsAreSeen() throws IOException {
        try (var socket = connect()) {
            assertThat(say(socket, "hello")).isEqualTo("hello");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void latencyDelaysEachWay() throws IOException {
        proxy.set(new TcpFault.Latency(Duration.ofMillis(40)));
        try (var socket = connect()) {
            long start = System.nanoTime();
            assertThat(say(socket, "late")).isEqualTo("late");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void aBlackHoleKeepsConnectionsAndSwallowsNothing() throws IOException {
        try (var there = connect()) {
            say(there, "a");
            proxy.set(new TcpFault.BlackHole());
            there.setSoTimeout(50);
            assertThatThrownBy(() -> say(there, "b")).isInstanceOf(SocketTimeoutException.class);
            try (var next = connect()) {
                next.setSoTimeout(50);
                assertThatThrownBy(() -> say(next, "c")).isInstanceOf(SocketTimeoutException.class);

                proxy.set(new TcpFault.None());
                there.setSoTimeout(5000);
                next.setSoTimeout(5000);
                assertThat(there.getInputStream().read()).isEqualTo('b');
                assertThat(next.getInputStream().read()).isEqualTo('c');
            }
        }
    }

    @Test
    void refusedMeansThatNobodyListensUntilItIsHealed() throws IOException {
        try (var there = connect()) {
            say(there, "a");
            proxy.set(new TcpFault.Refused());
            assertThatThrownBy(() -> there.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

        proxy.set(new TcpFault.None());
        try (var again = connect()) {
            assertThat(say(again, "b")).isEqualTo("b");
        }
    }

    @Test
    void whoeverComesWhileThePortIsClosedIsNeitherServedNorKeptWaiting() throws Exception {
        var kept = new AtomicInteger();
        for (int round = 0; round < 200; round++) {
            var coming = Thread.ofVirtual().start(() -> {
                try (var socket = connect()) {
                    say(socket, "hello");
                } catch (SocketTimeoutException e) {
                    kept.incrementAndGet();
                } catch (IOException e) {
                    // Refused, or reset.
                }
            });
            proxy.set(new TcpFault.Refused());
            coming.join();
            proxy.set(new TcpFault.None());
        }
        assertThat(kept).hasValue(0);
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aHalfClosedConnectionStillListens() throws IOException {
        try (var there = connect()) {
            say(there, "a");
            proxy.set(new TcpFault.HalfClosed());
            assertThat(there.getInputStream().read()).isEqualTo(-1);
            there.getOutputStream().write('b');
        }
    }

    @Test
    void aConnectionIsCutInTheMiddleOfAnAnswer() throws IOException {
        proxy.set(new TcpFault.CutAfter(3));
        try (var socket = connect()) {
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
            assertThatThrownBy(() -> socket.getInputStream().readNBytes(5)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void whoeverIsBehindNobodySeesTheConnectionEnd() throws Exception {
        server.close();
        accepting.join(); // Before that it may take one more connection.
        try (var socket = connect()) {
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() < 0) {
                            throw new SocketException("ended");
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }
}
