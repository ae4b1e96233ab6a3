package dev.entrega.benchmark.runner;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** An instance of whom a service calls. It takes as long as it is told to for an answer. Thread-safe. */
final class Partner implements AutoCloseable {

    private static final byte[] ANSWER = "as you wish".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongAdder asked = new LongAdder();
    private volatile Duration takes = Duration.ZERO;

    Partner() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.increment();
        try (exchange) {
            Thread.sleep(takes);
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It ends.
        }
    }

    String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    /** From the next request on. */
    void take(Duration time) {
        takes = time;
    }

    /** How often so far. */
    long asked() {
        return asked.sum();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
