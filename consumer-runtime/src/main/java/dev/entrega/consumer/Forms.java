package dev.entrega.consumer;

import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.contract.Contracts;

/** Brings an event into the version and form in which a handler reads it. Thread-safe. */
record Forms(Casts casts, Contracts contracts) {

    <T extends EventData> Event<T> of(HandlerBinding<T> handler, Event<?> event) {
        var type = handler.type();
        T data = event.type().equals(type)
                ? type.dataType().cast(event.data())
                : contracts.as(type, casts.up(event.data(), type.generated()));
        return event.in(type, data);
    }
}
