package dev.entrega.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Request;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one port of a local server, on the loopback interface. One virtual thread per request, so that long polls don't block
 * each other.
 */
final class Front implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);

    static {
        // The server has no other way to set these. Nagle's algorithm would delay each answer by up to 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // The AWS SDK drops idle connections after 60 s; a server that closes first breaks the request that comes then.
        System.setProperty("sun.net.httpserver.idleInterval", "90");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Front(HttpServer server) {
        this.server = server;
    }

    /**
     * Takes the port; answers begin with {@link #serve}.
     *
     * @param port 0 for any free one
     * @param who would answer there, for who reads that the port is taken: "SNS and SQS"
     * @throws LocalCloudException if the port is taken
     */
    static Front bind(int port, String who) {
        try {
            return new Front(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024));
        } catch (BindException e) {
            throw new LocalCloudException(
                    "Port " + port + " is taken, so " + who
                            + " can't start: stop what listens there (ss -ltnp 'sport = :" + port
                            + "') or choose another port.",
                    e);
        } catch (IOException e) {
            throw new LocalCloudException(
                    who + " can't listen on 127.0.0.1:" + port + " (" + e.getMessage() + "): choose another port.", e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    void serve(BiFunction<Headers, Request, Answer> service) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, service));
        server.start();
    }

    private static void answer(HttpExchange exchange, BiFunction<Headers, Request, Answer> service) throws IOException {
        try (exchange) {
            var request = new Request(
                    exchange.getRequestURI().getPath(),
                    Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                    exchange.getRequestHeaders().getFirst("X-Amz-Target"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            send(exchange, answer(exchange.getRequestHeaders(), request, service));
        }
    }

    private static Answer answer(Headers headers, Request request, BiFunction<Headers, Request, Answer> service) {
        try {
            return service.apply(headers, request);
        } catch (RuntimeException e) {
            LOG.error("A bug of the local cloud, in its answer to {} {}", request.path(), request.target(), e);
            return new Answer(500, "text/plain", Map.of(), String.valueOf(e));
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.contentType());
        answer.headers().forEach(headers::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
