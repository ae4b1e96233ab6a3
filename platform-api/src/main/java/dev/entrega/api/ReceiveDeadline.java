package dev.entrega.api;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request of which not all has come in time: 408 if it is known what it asks for, otherwise the connection. Who
 * sends a byte now and then holds a connection and its buffers, and is never idle. Of one connection, on its event loop.
 */
final class ReceiveDeadline {

    private final Duration limit;

    /** Some of a request has come, and not all. */
    private boolean receiving;

    /** Of those its head. */
    private boolean asked;

    private @Nullable Future<?> end;

    ReceiveDeadline(Duration limit) {
        this.limit = limit;
    }

    /** Stands before the codec. */
    final class Bytes extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext connection, Object bytes) {
            receiving = true;
            connection.fireChannelRead(bytes);
        }
    }

    /** Stands behind the codec. */
    final class Messages extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext connection, Object message) {
            if (message instanceof HttpRequest) {
                asked = true;
            }
            if (message instanceof LastHttpContent) {
                stop();
            }
            connection.fireChannelRead(message);
        }

        /** Most requests are whole by then, and need no timer. */
        @Override
        public void channelReadComplete(ChannelHandlerContext connection) {
            if (receiving && end == null) {
                end = after(limit, () -> giveUp(connection), connection);
            }
            connection.fireChannelReadComplete();
        }

        @Override
        public void channelInactive(ChannelHandlerContext connection) {
            stop();
            connection.fireChannelInactive();
        }
    }

    private void giveUp(ChannelHandlerContext connection) {
        if (asked) {
            connection.fireExceptionCaught(new RefusedException(
                            HttpStatus.REQUEST_TIMEOUT,
                            "request-too-slow",
                            "The whole request must be here within " + limit.toSeconds()
                                    + " s of its first byte. Nothing was done; send it again.")
                    .withHeader(HttpHeaders.CONNECTION, "close"));
            end = after(limit, () -> close(connection), connection); // If it doesn't take its answer either.
        } else {
            close(connection);
        }
    }

    private static Future<?> after(Duration time, Runnable what, ChannelHandlerContext connection) {
        return connection.executor().schedule(what, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void close(ChannelHandlerContext connection) {
        var _ = connection.close(); // What fails to close is closed.
    }

    private void stop() {
        receiving = false;
        asked = false;
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
