package dev.entrega.messaging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
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

    // Extension attributes of CloudEvents: lower-case letters, up to 20 (CloudEvents 1.0, naming conventions).
    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";
    private static final String DERIVED_FROM = "derivedfrom";
    private static final String PUBLISH_TIME = "publishtime";
    private static final String EXPIRY_TIME = "expirytime";
    private static final String REPLAY_ID = "replayid";
    private static final String RERUN = "rerun";
    private static final String ALLOW_DUPLICATES = "allowduplicates";

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
        return write(event, data, Sending.PLAIN, Origin.NONE);
    }

    /**
     * The same, with what the platform says of it.
     *
     * @param origin of the work that publishes it; its trace becomes that of the event
     */
    public Message write(Event<?> event, JsonNode data, Sending sending, Origin origin) {
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
        putIfPresent(json, TRACE_PARENT, origin.traceparent());
        putIfPresent(json, TRACE_STATE, origin.tracestate());
        json.setAll(extensions(sending));
        json.set("data", data);
        String type = event.type().name();
        return new Message(
                text(json),
                attributes(type, event.source(), event.subject()),
                event.type().ordered() ? Fifo.of(Fifo.group(event.subject()), event.id(), type) : null);
    }

    /** As {@code toString} of it, in less time. */
    private static String text(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a JSON object that is there can't be written", e);
        }
    }

    /**
     * The same event, to be sent once more. All that the body says otherwise stays as it is, to the last digit.
     *
     * @param sending what replaces what the body says of it; what is empty here stays
     * @throws MalformedEventException if the body is no CloudEvent
     */
    public String with(String body, Sending sending) {
        String event = unwrapped(parse(body)).map(JsonNode::asText).orElse(body);
        read(event);
        var more = extensions(sending);
        var changed = new StringWriter();
        try (var parser = JSON.createParser(event);
                var generator = JSON.createGenerator(changed)) {
            parser.nextToken();
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (more.has(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    generator.copyCurrentStructureExact(parser);
                }
            }
            for (var extension : more.properties()) {
                generator.writeFieldName(extension.getKey());
                generator.writeTree(extension.getValue());
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string that was read before can't be read", e);
        }
        return changed.toString();
    }

    private static ObjectNode extensions(Sending sending) {
        var json = JSON.createObjectNode();
        putIfPresent(json, DERIVED_FROM, sending.derivedFrom());
        putIfPresent(json, PUBLISH_TIME, sending.publishTime());
        putIfPresent(json, EXPIRY_TIME, sending.expiryTime());
        putIfPresent(json, REPLAY_ID, sending.replayId());
        if (sending.rerun()) {
            json.put(RERUN, true);
        }
        if (sending.allowDuplicates()) {
            json.put(ALLOW_DUPLICATES, true);
        }
        return json;
    }

    private static void putIfPresent(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
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
        JsonNode outer = parse(body);
        JsonNode json = unwrapped(outer).map(message -> parse(message.asText())).orElse(outer);
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
                time("time", required(json, "time")),
                optional(json, "correlationid"),
                optional(json, "causationid"),
                optional(json, TRACE_PARENT),
                optional(json, TRACE_STATE),
                sending(json),
                data);
    }

    /** The event in SNS's notification around it, as text. */
    private static Optional<JsonNode> unwrapped(JsonNode json) {
        return json.path("Type").asText().equals("Notification")
                ? Optional.of(json.path("Message")).filter(JsonNode::isTextual)
                : Optional.empty();
    }

    private static Sending sending(JsonNode json) {
        String replayId = optional(json, REPLAY_ID);
        return new Sending(
                optional(json, DERIVED_FROM),
                optionalTime(json, PUBLISH_TIME),
                optionalTime(json, EXPIRY_TIME),
                replayId,
                replayId != null && json.path(RERUN).asBoolean(),
                json.path(ALLOW_DUPLICATES).asBoolean());
    }

    private static @Nullable Instant optionalTime(JsonNode json, String name) {
        String value = optional(json, name);
        return value == null ? null : time(name, value);
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

    private static Instant time(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new MalformedEventException("not a CloudEvent: /" + name + " is no RFC 3339 time", e);
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
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!isSendable(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isSendable(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
