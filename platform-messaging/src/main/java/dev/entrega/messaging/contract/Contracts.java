package dev.entrega.messaging.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.contract.StrictSchema;
import dev.entrega.contract.TolerantSchema;
import dev.entrega.messaging.contract.ContractViolationException.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contracts of a service's events, compiled once per type from the schemas on the class path. Strict when
 * publishing: a property the schema doesn't name is refused. Tolerant when consuming: it is ignored, so that a producer
 * may add one, as it may add a value to an enum that the contract marks as extensible. Thread-safe.
 */
public final class Contracts {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** JSON Schema 2020-12, with our own annotations as x-pii let through. No reference is ever fetched. */
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(Dialect.builder(Dialects.getDraft202012())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build());

    private final Map<EventType<?>, Schema> strict = new ConcurrentHashMap<>();
    private final Map<EventType<?>, Schema> tolerant = new ConcurrentHashMap<>();

    /**
     * The data of an event that is about to be published, as JSON.
     *
     * @throws ContractViolationException if the contract doesn't allow it
     */
    public <T extends EventData> JsonNode check(EventType<T> type, T data) {
        JsonNode json = JSON.valueToTree(data);
        requireValid(type, strict.computeIfAbsent(type, t -> schemas.getSchema(StrictSchema.of(read(t)))), json);
        return json;
    }

    /**
     * The data of a received event, as its record.
     *
     * @throws ContractViolationException if the contract doesn't allow it
     */
    public <T extends EventData> T bind(EventType<T> type, JsonNode json) {
        requireValid(type, tolerant.computeIfAbsent(type, t -> schemas.getSchema(TolerantSchema.of(read(t)))), json);
        try {
            return JSON.treeToValue(json, type.dataType());
        } catch (JsonProcessingException e) {
            // The schema allows what the record can't hold, as a date-time that is none: formats are the binding's to
            // check.
            throw new ContractViolationException(type, List.of(new Violation("", "format")));
        }
    }

    private static void requireValid(EventType<?> type, Schema schema, JsonNode json) {
        var errors = schema.validate(
                json, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            throw new ContractViolationException(
                    type,
                    errors.stream()
                            .map(e -> new Violation(e.getInstanceLocation().toString(), e.getKeyword()))
                            .toList());
        }
    }

    private static JsonNode read(EventType<?> type) {
        try (InputStream schema = type.dataType().getClassLoader().getResourceAsStream(type.schemaResource())) {
            if (schema == null) {
                throw new IllegalStateException("the contract of " + type + " is not on the class path as "
                        + type.schemaResource() + "; the jar with its generated record should hold it");
            }
            return JSON.readTree(schema);
        } catch (IOException e) {
            throw new IllegalStateException("the contract of " + type + " can't be read from the class path", e);
        }
    }
}
