package dev.entrega.messaging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.contract.EventType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 in structured JSON, as the body of a message. What filters and tools need is mirrored as message
 * attributes. Thread-safe.
 */
public final class CloudEventFormat {

    /** Deeper nesting than any contract needs, and far from what a parser's stack endures. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_LENGTH = 100;

    /** Ids, sources, types and subjects become keys: PostgreSQL indexes up to 2.7 kB and stores no NUL. */
    private static final int MAX_NAME_LENGTH = 512;

    /** An extension attribute of CloudEvents: lower-case letters, up to 20 (CloudEvents 1.0, naming conventions). */
    private static final String DERIVED_FROM = "derivedfrom";

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Writes an event whose data has been checked against its contract. */
    public Message write(Event<?> event, JsonNode data) {
        return write(event, data, null);
    }

    /**
     * The same for a copy in an older version.
     *
     * @param derivedFrom the type of the original, which has the same id and source; in the body and not in an attribute,
     *     so that it survives whoever sends the body again
     */
    public Message write(Event<?> event, JsonNode data, @Nullable EventType<?> derivedFrom) {
        var json = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", event.id())
                .put("source", event.source())
                .put("type", event.type().name())
                .put("subject", event.subject())
                .put("time", event.time().toString())
                .put("datacontenttype", "application/json")
                .put("dataschema", "urn:entrega:" + event.type().name())
                .put("correlationid", event.correlationId());
        if (event.causationId() != null) {
            json.put("causationid", event.causationId());
        }
        if (derivedFrom != null) {
            json.put(DERIVED_FROM, derivedFrom.name());
        }
        String body = json.set("data", data).toString();
        return new Message(body, attributes(event.type().name(), event.source(), event.subject()));
    }

    /** What is mirrored beside the body. A function of the event alone, so that a stored event is sent again as it was. */
    public static Map<String, String> attributes(String type, String source, String subject) {
        return Map.of("type", type, "source", source, "subject", subject, "bucket", bucket(subject));
    }

    /**
     * Reads a message body: a CloudEvent, or SNS's notification around one (people forget the raw delivery flag).
     *
     * @throws MalformedEventException if it is neither; the message says what is missing, never what is there
     */
    public CloudEvent read(String body) {
        JsonNode json = parse(body);
        if (json.path("Type").asText().equals("Notification")
                && json.path("Message").isTextual()) {
            json = parse(json.path("Message").asText());
        }
        if (!json.isObject()) {
            throw new MalformedEventException("not a CloudEvent: a JSON object is expected", null);
        }
        if (!json.path("specversion").asText().startsWith("1.")) {
            throw new MalformedEventException("not a CloudEvent: specversion 1.x is missing", null);
        }
        JsonNode data = json.get("data");
        if (data == null) {
            throw new MalformedEventException("not a CloudEvent of ours: /data is missing", null);
        }
        return new CloudEvent(
                required(json, "id"),
                required(json, "source"),
                required(json, "type"),
                required(json, "subject"),
                time(required(json, "time")),
                optional(json, "correlationid"),
                optional(json, "causationid"),
                optional(json, "traceparent"),
                optional(json, DERIVED_FROM),
                data);
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null || json.isMissingNode()) {
                throw new MalformedEventException("not JSON: the body is empty", null);
            }
            return json;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new MalformedEventException(
                    "not JSON: broken at line " + (at == null ? 0 : at.getLineNr()) + ", column "
                            + (at == null ? 0 : at.getColumnNr()),
                    null);
        }
    }

    private static String required(JsonNode json, String name) {
        String value = optional(json, name);
        if (value == null || value.isEmpty()) {
            throw new MalformedEventException("not a CloudEvent of ours: /" + name + " is missing or no text", null);
        }
        if (value.length() > MAX_NAME_LENGTH || !isSendable(value)) {
            throw new MalformedEventException(
                    "not a CloudEvent of ours: /" + name + " is longer than " + MAX_NAME_LENGTH
                            + " characters or holds control characters",
                    null);
        }
        return value;
    }

    private static @Nullable String optional(JsonNode json, String name) {
        JsonNode value = json.get(name);
        return value != null && value.isTextual() ? value.asText() : null;
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedEventException("not a CloudEvent: /time is no RFC 3339 time", e);
        }
    }

    /** A stable hash of the subject, 0 to 99, the same in every language: CRC-32 of its UTF-8 bytes modulo 100. */
    private static String bucket(String subject) {
        var crc = new CRC32();
        crc.update(subject.getBytes(StandardCharsets.UTF_8));
        return Long.toString(crc.getValue() % 100);
    }

    /** SQS accepts tab, line feed, carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD and the supplementary planes. */
    public static boolean isSendable(String text) {
        return text.codePoints()
                .allMatch(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
    }
}
