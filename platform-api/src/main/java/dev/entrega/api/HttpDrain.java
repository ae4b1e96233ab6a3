package dev.entrega.api;

import dev.entrega.messaging.Worker;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerShutdownEvent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the HTTP server after SIGTERM. At once: readiness is off, and each answer closes its connection, so that a
 * proxy goes elsewhere. For a while: whoever still comes is answered. Then: the port closes, and what was begun is
 * finished. It begins with the server's shutdown, beside the consumer's, and is waited for before the relay stops, so
 * that what its last requests published is still sent.
 */
@Singleton
@Order(1)
final class HttpDrain implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDrain.class);

    /** From SIGTERM: what takes longer is cut off, as it would be by the SIGKILL of a PaaS. */
    private static final Duration FINISH = Duration.ofSeconds(20);

    private final Duration answering;
    private volatile @Nullable Thread drain;

    HttpDrain(HttpSettings settings) {
        this.answering = settings.drain();
    }

    /** Whether the process has been told to end. */
    boolean isDraining() {
        return drain != null;
    }

    @EventListener
    void begin(ServerShutdownEvent event) {
        if (event.getSource() instanceof NettyEmbeddedServer server) {
            drain = Thread.ofVirtual().name("http-drain").start(() -> drain(server));
        }
    }

    @Override
    public void start() {
        // The server starts by itself, when the workers run.
    }

    @Override
    public void stop() {
        Thread begun = drain;
        try {
            if (begun != null) {
                begun.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain(NettyEmbeddedServer server) {
        try {
            Thread.sleep(answering);
            server.shutdownGracefully()
                    .toCompletableFuture()
                    .get(FINISH.minus(answering).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("requests are cut off that have not ended {} s after the stop", FINISH.toSeconds());
        } catch (ExecutionException e) {
            LOG.warn("the HTTP server could not be drained", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
