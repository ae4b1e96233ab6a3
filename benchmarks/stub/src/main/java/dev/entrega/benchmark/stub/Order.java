package dev.entrega.benchmark.stub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The event that is given away again and again, each time with another id: an order of the marketplace in 889 bytes, with
 * the checksums that the SDK compares. Thread-safe.
 */
final class Order {

    private static final String ID = "ID";
    private static final HexFormat HEX = HexFormat.of();
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** In the order of time, as the ids of the platform: it is kind to the index of an inbox. */
    private static final String ID_PREFIX = "0190a5b0-0000-7000-8000-";

    private static final Map<String, String> ATTRIBUTES =
            Map.of("type", "order.placed.v2", "source", "/orders-api", "subject", "order-4711", "bucket", "42");

    private final byte[] before;
    private final byte[] after;
    private final byte[] escapedBefore;
    private final byte[] escapedAfter;
    private final byte[] attributes;

    Order(Instant placed) {
        String event = template().replace("TIME", MILLISECONDS.format(placed));
        int id = event.indexOf(ID);
        before = bytes(event.substring(0, id));
        after = bytes(event.substring(id + ID.length()));
        escapedBefore = bytes("\"Body\":\"" + event.substring(0, id).replace("\"", "\\\""));
        escapedAfter = bytes(event.substring(id + ID.length()).replace("\"", "\\\"") + "\"");
        attributes = bytes(attributes(ATTRIBUTES));
    }

    private static String template() {
        try (var resource = Order.class.getResourceAsStream("order.json")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String idOf(long number) {
        return ID_PREFIX + HEX.toHexDigits(number, 12);
    }

    String text(long number) {
        return new String(before, StandardCharsets.UTF_8) + idOf(number) + new String(after, StandardCharsets.UTF_8);
    }

    /** Writes the members of the message that belong to the event of that number. */
    void write(long number, boolean withAttributes, ByteArrayOutputStream out) {
        byte[] id = bytes(idOf(number));
        out.writeBytes(escapedBefore);
        out.writeBytes(id);
        out.writeBytes(escapedAfter);
        out.writeBytes(bytes(",\"MD5OfBody\":\"" + md5(before, id, after) + "\""));
        if (withAttributes) {
            out.writeBytes(attributes);
        }
    }

    /** As members of a message, with the checksum of them. */
    static String attributes(Map<String, String> attributes) {
        var json = new StringBuilder();
        var digested = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, value) -> {
            json.append(json.isEmpty() ? "" : ",")
                    .append(Json.text(name))
                    .append(":{\"DataType\":\"String\",\"StringValue\":")
                    .append(Json.text(value))
                    .append('}');
            // Length and content of name and type, 1 for a text, length and content (SQS developer guide).
            digest(name, digested);
            digest("String", digested);
            digested.write(1);
            digest(value, digested);
        });
        return ",\"MessageAttributes\":{" + json + "},\"MD5OfMessageAttributes\":\"" + md5(digested.toByteArray())
                + "\"";
    }

    private static void digest(String text, ByteArrayOutputStream digested) {
        byte[] bytes = bytes(text);
        digested.writeBytes(new byte[] {0, 0, (byte) (bytes.length >> 8), (byte) bytes.length});
        digested.writeBytes(bytes);
    }

    static String md5(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HEX.formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
