package dev.entrega.contract;

/**
 * What a consumer reads of an event: a record of its own with some of the generated record's components, under the same
 * names. {@code record Sale(String channel) implements EventView<OrderPlacedV2>} is all that is needed.
 *
 * <p>Its components are what the consumer depends on: an event is held against those parts of the contract alone, and
 * tools can say that a change elsewhere doesn't touch it. Such a record is read and never published.
 *
 * @param <T> the generated record that it is a part of
 */
public interface EventView<T extends EventData> extends EventData {

    @Override
    default EventType<?> eventType() {
        return EventType.of(getClass());
    }
}
