package dev.entrega.api.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.api.RefusedException;
import dev.entrega.messaging.ConfigurationException;
import io.micronaut.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * An HMAC with SHA-256 over the raw body in a header, in hexadecimal digits: what most partners do that have a scheme of
 * their own. The partner's id stands in the body, where it is signed: whoever could change it would have a recorded request
 * take effect again. Thread-safe.
 */
public final class HmacScheme implements WebhookScheme {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Shorter ones can be found by trying, from one request that somebody has seen. */
    private static final int SHORTEST_SECRET = 16;

    private static final String REMEDY =
            "set it to the secret that is shared with the partner, or several; a comma divides two";

    private final String header;
    private final JsonPointer id;
    private final String prefix;
    private final String timestamp;
    private final List<byte[]> secrets;

    private HmacScheme(String header, JsonPointer id, String prefix, String timestamp, List<byte[]> secrets) {
        this.header = header;
        this.id = id;
        this.prefix = prefix;
        this.timestamp = timestamp;
        this.secrets = secrets;
    }

    /**
     * @param header that holds the signature
     * @param id where in the JSON body the partner's id for the request stands (RFC 6901), as {@code /event/id}
     * @param setting where the secrets come from, for the error
     * @param secrets at least 16 bytes each; several while one is changed for another
     * @throws ConfigurationException if there is none, or one is too short
     */
    public static HmacScheme in(String header, String id, String setting, List<String> secrets) {
        var keys = Secrets.of(setting, secrets, REMEDY).stream()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .toList();
        if (keys.stream().anyMatch(key -> key.length < SHORTEST_SECRET)) {
            throw new ConfigurationException(
                    setting, "holds a secret of less than " + SHORTEST_SECRET + " bytes", REMEDY);
        }
        return new HmacScheme(header, JsonPointer.compile(id), "", "", keys);
    }

    /** What stands before the digits, as {@code sha256=}. */
    public HmacScheme prefixed(String before) {
        return new HmacScheme(header, id, before, timestamp, secrets);
    }

    /**
     * The header of the time, in seconds, within five minutes of ours. What is signed is then the time, a full stop and the
     * body. Without it a request that somebody has recorded passes for ever; it has no second effect as long as its readers
     * remember the first, which is 30 days unless they are set otherwise.
     */
    public HmacScheme timestampIn(String itsHeader) {
        return new HmacScheme(header, id, prefix, itsHeader, secrets);
    }

    @Override
    public String verify(SignedRequest request) {
        String before = timestamp.isEmpty() ? "" : request.freshTimestamp(timestamp) + ".";
        var ours = secrets.stream()
                .map(secret -> Hmac.of(secret, before, request.body()))
                .toList();
        request.requireOneOf(claimed(request.header(header)), ours);
        return at(id, request.body()); // Of a body that is the partner's: nobody else's is parsed.
    }

    private List<byte[]> claimed(String text) {
        if (!text.startsWith(prefix)) {
            return List.of();
        }
        try {
            return List.of(HexFormat.of().parseHex(text.substring(prefix.length())));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private static String at(JsonPointer pointer, byte[] body) {
        JsonNode id;
        try {
            id = JSON.readTree(body).at(pointer);
        } catch (JsonProcessingException e) {
            throw missing(pointer);
        } catch (IOException e) {
            throw new IllegalStateException("bytes can be read", e);
        }
        if (!id.isTextual() && !id.isIntegralNumber()) {
            throw missing(pointer);
        }
        return id.asText();
    }

    private static RefusedException missing(JsonPointer pointer) {
        return new RefusedException(
                HttpStatus.BAD_REQUEST, "webhook-id-missing", "The body needs an id at " + pointer + ".");
    }
}
