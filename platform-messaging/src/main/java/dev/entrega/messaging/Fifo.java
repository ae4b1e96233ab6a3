package dev.entrega.messaging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a FIFO topic or queue is told of a message, and says of it.
 *
 * @param group whose messages are delivered in their order, one after the other: the event's subject
 * @param deduplicationId of two messages under the same one within 5 minutes, the second is swallowed (SNS and SQS
 *     developer guides)
 */
public record Fifo(String group, String deduplicationId) {

    /** What the names of FIFO topics and queues end with, by the rule of SNS and SQS. */
    public static final String SUFFIX = ".fifo";

    private static final String AGAIN = "outbox-";
    private static final Pattern SENT_AGAIN = Pattern.compile(AGAIN + "([0-9]{1,18})");

    /** SNS and SQS take up to 128 letters, digits and punctuation marks of ASCII (API references). */
    private static final Pattern TAKEN = Pattern.compile("[!-~]{1,128}");

    /**
     * Of an event on its way to everyone: sent once more within 5 minutes, it is not heard.
     *
     * @param group as {@link #group} says
     */
    public static Fifo of(String group, String eventId, String type) {
        return new Fifo(group, taken(eventId + ":" + type));
    }

    /**
     * Of an event that the platform itself brings to one reader again: under a deduplication id of its own, or it would be
     * taken for its first sending.
     *
     * @param position of its row in the outbox of the reader
     */
    public static Fifo again(String group, long position) {
        return new Fifo(group, AGAIN + position);
    }

    /** Of the same, the position; null of one that came by its topic. */
    public @Nullable Long position() {
        var again = SENT_AGAIN.matcher(deduplicationId);
        return again.matches() ? Long.valueOf(again.group(1)) : null;
    }

    /** The group of a subject: itself, or a hash of it if it is too long or has characters that SNS does not take. */
    public static String group(String subject) {
        return taken(subject);
    }

    /** Whether a topic or queue of that name is one. */
    public static boolean isName(String name) {
        return name.endsWith(SUFFIX);
    }

    private static String taken(String text) {
        return TAKEN.matcher(text).matches() ? text : "sha256:" + sha256(text);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
