package dev.entrega.toolbelt.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.contract.model.Contract;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Message;
import dev.entrega.messaging.TimeOrderedIds;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** An event that was not made by a service: its data is JSON and no record. */
record Handmade(EventType<?> eventType) implements EventData {

    /** What a service would have sent with it; its source says that none did. */
    private static final String SOURCE = "/toolbelt";

    /** The event's id, and its form on the wire. */
    record Ready(String id, Message message) {}

    static Ready event(Contract contract, String subject, JsonNode data) {
        var clock = Clock.systemUTC();
        var name = contract.name();
        var type = new EventType<>(
                name.noun(), name.action(), name.major(), contract.noun().ordered(), Handmade.class);
        String id = new TimeOrderedIds(clock).next();
        var event = new Event<>(
                id,
                type,
                SOURCE,
                subject,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                id,
                null,
                new Handmade(type));
        return new Ready(id, new CloudEventFormat().write(event, data));
    }
}
