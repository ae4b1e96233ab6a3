package dev.entrega.benchmark.runner;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A connection that is kept alive, and as little of HTTP/1.1 as it takes, so that the client costs next to nothing. Used by
 * one thread at a time.
 */
final class KeepAlive implements AutoCloseable {

    private static final int HEAD = 4 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

    private final Socket socket;
    private final String host;
    private final byte[] bytes = new byte[HEAD];

    KeepAlive(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        host = "127.0.0.1:" + port;
    }

    void get(String path) throws IOException {
        exchange("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 200);
    }

    void post(String path, String key, String json) throws IOException {
        exchange(
                "POST " + path + " HTTP/1.1\r\nHost: " + host
                        + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key + "\r\nContent-Length: "
                        + json.length() + "\r\n\r\n" + json,
                201);
    }

    private void exchange(String request, int expected) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var in = socket.getInputStream();
        int read = 0;
        int end;
        do {
            int more = in.read(bytes, read, HEAD - read);
            if (more <= 0) {
                throw new EOFException("no whole answer");
            }
            read += more;
            end = endOfHead(bytes, read);
        } while (end < 0);
        String head = new String(bytes, 0, end, StandardCharsets.US_ASCII);
        if (!head.startsWith("HTTP/1.1 " + expected + " ")) {
            throw new IllegalStateException(
                    "answered with " + new String(bytes, 0, read, StandardCharsets.US_ASCII) + " and not " + expected);
        }
        in.skipNBytes(bodyLength(head) - (read - end));
    }

    private static int endOfHead(byte[] bytes, int length) {
        for (int i = 3; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static int bodyLength(String head) {
        var found = LENGTH.matcher(head);
        if (!found.find()) {
            throw new IllegalStateException("an answer without a length: " + head);
        }
        return Integer.parseInt(found.group(1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
