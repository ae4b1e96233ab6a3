package dev.entrega.consumer.declaration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.messaging.MessagingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** What the handlers of a service read of which events: the part of each contract that it can't do without. */
public record Declaration(List<Read> reads) {

    /** The tag of a queue that carries the hash of its consumer's declaration. */
    public static final String TAG = "entrega:declaration";

    /** The same declaration is always the same text, so that its hash is its name. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final int HASH_BYTES = 16;

    /**
     * One handler and one version that it takes.
     *
     * @param type   as {@code order.placed.v1}
     * @param schema the part of the contract that it reads, as it was when the service was built
     */
    public record Read(String handler, String type, JsonNode schema) {}

    public Declaration {
        reads = reads.stream()
                .sorted(Comparator.comparing(Read::handler).thenComparing(Read::type))
                .toList();
    }

    /** @throws MessagingException if it is none */
    public static Declaration parse(String json) {
        try {
            return JSON.readValue(json, Declaration.class);
        } catch (JsonProcessingException e) {
            throw new MessagingException("not the declaration of a consumer: " + e.getOriginalMessage(), e);
        }
    }

    /** As one line of JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a declaration is always JSON", e);
        }
    }

    /** 32 hexadecimal digits, the same for the same declaration. */
    public String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(toJson().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
