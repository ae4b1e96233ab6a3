package dev.entrega.api.webhook;

import dev.entrega.api.RefusedException;
import io.micronaut.http.HttpStatus;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A request whose signature is to be verified, to the last byte of its body. */
public final class SignedRequest {

    /** A signature is as good as new for so long before and after it was made (Standard Webhooks 1.0.0). */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final Function<String, List<String>> headers;
    private final byte[] body;
    private final Instant received;

    SignedRequest(Function<String, List<String>> headers, byte[] body, Instant received) {
        this.headers = headers;
        this.body = body;
        this.received = received;
    }

    /**
     * As a test of a scheme makes one.
     *
     * @param headers by name, whose case doesn't matter
     * @param received by the clock of who verifies it
     */
    public static SignedRequest of(Map<String, List<String>> headers, byte[] body, Instant received) {
        var byName = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        return new SignedRequest(name -> byName.getOrDefault(name, List.of()), body, received);
    }

    /** As it was sent, but for a compression; not to be changed. */
    public byte[] body() {
        return body;
    }

    /** @throws RefusedException (400) if there is not exactly one of it */
    public String header(String name) {
        var values = headers.apply(name);
        if (values.size() != 1 || values.getFirst().isBlank()) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST, "webhook-header-missing", "This request needs one header " + name + ".");
        }
        return values.getFirst();
    }

    /**
     * Lets a request pass that was signed within five minutes of now, so that what somebody has recorded is soon worth nothing.
     *
     * @param name of the header that holds seconds since 1970-01-01T00:00Z
     * @return the header as it stands there, since that is what was signed
     * @throws RefusedException (400) if it is no such number, (401) if it is too long ago or ahead
     */
    public String freshTimestamp(String name) {
        String text = header(name);
        if (!text.matches("\\d{1,12}")) {
            throw new RefusedException(
                    HttpStatus.BAD_REQUEST,
                    "webhook-timestamp-malformed",
                    "The header " + name + " must be a number of seconds since 1970.");
        }
        var off = Duration.between(Instant.ofEpochSecond(Long.parseLong(text)), received)
                .abs();
        if (off.compareTo(TOLERANCE) > 0) {
            throw new RefusedException(
                    HttpStatus.UNAUTHORIZED,
                    "webhook-timestamp",
                    "The request was signed more than " + TOLERANCE.toSeconds() + " s before or after our time.");
        }
        return text;
    }

    /**
     * Lets a request pass that has a signature which ours confirms. Takes as long whichever it is, and however much of one is
     * right.
     *
     * @param theirs what the request claims
     * @param ours one for each secret
     * @throws RefusedException (401) if none of the one is among the others
     */
    public void requireOneOf(Collection<byte[]> theirs, Collection<byte[]> ours) {
        boolean same = false;
        for (byte[] claimed : theirs) {
            for (byte[] made : ours) {
                same |= MessageDigest.isEqual(made, claimed);
            }
        }
        if (!same) {
            throw new RefusedException(
                    HttpStatus.UNAUTHORIZED,
                    "webhook-signature",
                    "The request's signature is not that of its body under a secret that we share.");
        }
    }
}
