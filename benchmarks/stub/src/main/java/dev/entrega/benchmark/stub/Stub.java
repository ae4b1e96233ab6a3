package dev.entrega.benchmark.stub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server. A platform thread for each connection: with some dozens of them that is cheaper than any multiplexing. SQS,
 * SNS and the control of the benchmark are on one port, told apart by what the request looks like.
 */
public final class Stub implements AutoCloseable {

    private final ServerSocket server;
    private final Latency latency = new Latency();
    private final Queues queues;
    private final Sqs sqs;
    private final Sns sns;
    private final Control control;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private Stub(ServerSocket server) {
        this.server = server;
        this.queues = new Queues(endpoint().toString());
        this.sqs = new Sqs(queues, latency);
        this.sns = new Sns(queues, latency);
        this.control = new Control(queues, sns, latency);
    }

    /** Prints where it listens, and runs until it is killed. */
    public static void main(String[] args) {
        System.out.println("listens on " + start().endpoint());
    }

    /** Starts on a free port of the loopback interface. */
    public static Stub start() {
        try {
            var server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
            var stub = new Stub(server);
            Thread.ofPlatform().name("accept").start(stub::accept);
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of that number that it gives away. */
    public static String sampleOrder(Instant placed, long number) {
        return new Order(placed).text(number);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                connections.add(socket);
                Thread.ofPlatform().name("connection").daemon().start(() -> serve(socket));
            } catch (IOException e) {
                // It is closed, or the client is gone already.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var wire = new Wire(socket.getInputStream(), socket.getOutputStream());
            for (var request = wire.read(); request != null; request = wire.read()) {
                wire.write(answer(request));
            }
        } catch (IOException e) {
            // The client is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private Answer answer(Request request) throws IOException, InterruptedException {
        if (!request.action().isEmpty()) {
            return sqs.answer(request);
        }
        return request.path().startsWith(Control.PATH) ? control.answer(request) : sns.answer(request);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
