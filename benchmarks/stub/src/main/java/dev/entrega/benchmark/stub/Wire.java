package dev.entrega.benchmark.stub;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Just enough of HTTP/1.1 for the clients of AWS: bodies with a length, connections that stay open. Used by one thread. */
final class Wire {

    private static final String TARGET = "amazonsqs.";

    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;
    private int consumed;

    Wire(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** @return the next call, null if there is none any more */
    @Nullable
    Request read() throws IOException {
        System.arraycopy(buffer, consumed, buffer, 0, filled - consumed);
        filled -= consumed;
        consumed = 0;
        int headEnd = endOfHead(0);
        while (headEnd < 0) {
            int from = filled;
            if (!readMore()) {
                return null;
            }
            headEnd = endOfHead(Math.max(0, from - 3));
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1);
        int length = Math.max(0, number(header(head, "content-length")));
        if (header(head, "expect").startsWith("100")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        int bodyFrom = headEnd + 4;
        while (filled < bodyFrom + length) {
            if (!readMore()) {
                throw new EOFException("within a body");
            }
        }
        consumed = bodyFrom + length;
        int path = head.indexOf(' ') + 1;
        String target = header(head, "x-amz-target");
        return new Request(
                head.substring(path, head.indexOf(' ', path)),
                target.toLowerCase(Locale.ROOT).startsWith(TARGET) ? target.substring(TARGET.length()) : "",
                buffer,
                bodyFrom,
                length);
    }

    private boolean readMore() throws IOException {
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, count);
        return count > 0;
    }

    private int endOfHead(int from) {
        for (int i = from; i + 3 < filled; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static String header(String head, String name) {
        for (int line = head.indexOf("\r\n"); line >= 0; line = head.indexOf("\r\n", line + 2)) {
            int from = line + 2;
            if (head.regionMatches(true, from, name, 0, name.length())
                    && from + name.length() < head.length()
                    && head.charAt(from + name.length()) == ':') {
                int end = head.indexOf("\r\n", from);
                return head.substring(from + name.length() + 1, end < 0 ? head.length() : end)
                        .strip();
            }
        }
        return "";
    }

    private static int number(String text) {
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    void write(Answer answer) throws IOException {
        byte[] head = ("HTTP/1.1 " + answer.status() + " X\r\nContent-Type: " + answer.contentType()
                        + "\r\nx-amzn-RequestId: 00000000-0000-0000-0000-000000000000\r\nContent-Length: "
                        + answer.length() + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(head, head.length + answer.length());
        System.arraycopy(answer.body(), 0, all, head.length, answer.length());
        out.write(all); // In one, since two would be two packets.
        out.flush();
    }
}
