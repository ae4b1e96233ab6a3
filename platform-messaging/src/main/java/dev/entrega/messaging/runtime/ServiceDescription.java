package dev.entrega.messaging.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.entrega.messaging.MessagingException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a service says of itself when it is started with {@code describe}: what its code declares, and its settings in
 * force. Tools read it; it holds no secret.
 *
 * @param queue null if it handles nothing
 * @param lanes its further queues: those of its lanes, and the FIFO queues for ordered nouns
 * @param database whether it keeps data, or is given a database for what the platform writes down
 */
public record ServiceDescription(
        String service,
        String environment,
        List<Published> publishes,
        List<Handled> handlers,
        @Nullable ServiceQueue queue,
        List<ServiceQueue> lanes,
        boolean database,
        List<Settings.Setting> settings) {

    /** Newer services may say more than this reader knows. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * An event type that it publishes.
     *
     * @param publishers the services that may, by the contracts that it was built with, empty if any may; null if its
     *     process is of a time when none said so
     */
    public record Published(
            String type, String topic, @Nullable List<String> publishers) {}

    /**
     * A handler, by its name; once for each version that it takes.
     *
     * @param lane null if it takes from the service's own queue
     * @param reads the properties that it depends on, as JSON pointers with {@code *} for each item of a list or value of a
     *     map; null if its process is of a time when none said so
     */
    public record Handled(
            String name,
            String type,
            String topic,
            String className,
            @Nullable String lane,
            @Nullable List<String> reads) {}

    /**
     * Where it receives.
     *
     * @param lane null for the service's own, also for its FIFO queue
     * @param visibility for how long a received message is hidden, as ISO 8601
     */
    public record ServiceQueue(
            @Nullable String lane, String name, String deadLetterQueue, String undeliveredQueue, String visibility) {}

    public ServiceDescription {
        lanes = lanes == null ? List.of() : List.copyOf(lanes); // Older services don't say so.
    }

    /** All that it receives from: its own first. */
    public Stream<ServiceQueue> queues() {
        return Stream.concat(Stream.ofNullable(queue), lanes.stream());
    }

    /** @throws MessagingException if it is no description */
    public static ServiceDescription parse(String json) {
        try {
            return JSON.readValue(json, ServiceDescription.class);
        } catch (JsonProcessingException e) {
            throw new MessagingException("not the description of a service: " + e.getOriginalMessage(), e);
        }
    }

    /** As one line of JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a description is always JSON", e);
        }
    }
}
