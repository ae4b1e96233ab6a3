package dev.entrega.messaging.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.contract.data.DataSchema;
import dev.entrega.contract.data.DataSchema.Violation;
import dev.entrega.contract.data.ViewSchema;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
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

    private final Map<EventType<?>, DataSchema> strict = new ConcurrentHashMap<>();
    private final Map<EventType<?>, DataSchema> tolerant = new ConcurrentHashMap<>();
    private final MeterRegistry registry;

    /** Counts nothing. */
    public Contracts() {
        this(new CompositeMeterRegistry());
    }

    /** @param registry where violations are counted, of what is published and of what is read */
    public Contracts(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * The data of an event that is about to be published, as JSON.
     *
     * @throws ContractViolationException if the contract doesn't allow it
     */
    public <T extends EventData> JsonNode check(EventType<T> type, T data) {
        JsonNode json = JSON.valueToTree(data);
        requireValid(type, strict.computeIfAbsent(type, t -> DataSchema.strict(read(t))), json);
        return json;
    }

    /**
     * The data of a received event, as its record. An {@link dev.entrega.contract.EventView} is held against the part of
     * the contract that it reads.
     *
     * @throws ContractViolationException if the contract doesn't allow it
     */
    public <T extends EventData> T bind(EventType<T> type, JsonNode json) {
        requireValid(type, tolerant.computeIfAbsent(type, t -> DataSchema.tolerant(readBy(t))), json);
        try {
            return JSON.treeToValue(json, type.dataType());
        } catch (JsonProcessingException e) {
            // The schema allows what the record can't hold, as a date-time that is none: formats are the binding's to
            // check.
            throw violation(type, List.of(new Violation("/", "format")));
        }
    }

    /** What is known of an event in the form of a view of it; itself if it has that form. */
    public <T extends EventData> T as(EventType<T> type, EventData data) {
        return type.dataType().isInstance(data) ? type.dataType().cast(data) : JSON.convertValue(data, type.dataType());
    }

    /**
     * The part of a contract that a type's data reads.
     *
     * @throws dev.entrega.contract.ContractException if it reads what the contract doesn't have
     */
    public JsonNode readBy(EventType<?> type) {
        return ViewSchema.of(type, read(type.generated()));
    }

    private void requireValid(EventType<?> type, DataSchema schema, JsonNode json) {
        var violations = schema.violations(json);
        if (!violations.isEmpty()) {
            throw violation(type, violations);
        }
    }

    private ContractViolationException violation(EventType<?> type, List<Violation> violations) {
        Counter.builder("entrega.contract.violations")
                .description("Data that its contract does not allow, refused when published or read")
                .tag("event.type", type.name())
                .register(registry)
                .increment();
        return new ContractViolationException(type, violations);
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
