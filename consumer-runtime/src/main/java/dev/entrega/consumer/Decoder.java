package dev.entrega.consumer;

import dev.entrega.consumer.Decoded.AwaitedSentinel;
import dev.entrega.consumer.Decoded.ForeignSentinel;
import dev.entrega.consumer.Decoded.Malformed;
import dev.entrega.consumer.Decoded.Understood;
import dev.entrega.consumer.Decoded.Unknown;
import dev.entrega.consumer.Decoded.Violating;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.MalformedEventException;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.contract.ContractViolationException;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.topology.Sentinel;

/** From a message to an event that its handlers can take, or to the reason why not. Thread-safe. */
final class Decoder {

    private final Handlers handlers;
    private final Contracts contracts;
    private final Sentinel sentinel;
    private final String queue;
    private final CloudEventFormat format = new CloudEventFormat();

    Decoder(Handlers handlers, Contracts contracts, Sentinel sentinel, String queue) {
        this.handlers = handlers;
        this.contracts = contracts;
        this.sentinel = sentinel;
        this.queue = queue;
    }

    Decoded decode(ReceivedMessage message) {
        return switch (sentinel.kindOf(message, queue)) {
            case AWAITED -> new AwaitedSentinel();
            case FOREIGN -> new ForeignSentinel();
            case NONE -> decodeEvent(message);
        };
    }

    private Decoded decodeEvent(ReceivedMessage message) {
        CloudEvent envelope;
        try {
            envelope = format.read(message.body());
        } catch (MalformedEventException e) {
            return new Malformed(e.getMessage());
        }
        var bindings = handlers.of(envelope.type());
        if (bindings.isEmpty()) {
            boolean versionOnly = handlers.knowAnotherVersionOf(envelope.type());
            return new Unknown(envelope, versionOnly ? Reason.UNKNOWN_VERSION : Reason.UNKNOWN_TYPE);
        }
        try {
            return new Understood(envelope, bind(version(bindings.getFirst(), envelope), envelope), bindings);
        } catch (ContractViolationException e) {
            return new Violating(envelope, e.getMessage());
        }
    }

    /** Read by the contract that it was published by; each handler brings it up to its own. */
    private static EventType<?> version(HandlerBinding<?> taker, CloudEvent envelope) {
        return taker.types()
                .filter(type -> type.name().equals(envelope.type()))
                .findFirst()
                .orElseThrow();
    }

    private <T extends EventData> Event<T> bind(EventType<T> type, CloudEvent envelope) {
        return new Event<>(
                envelope.id(),
                type,
                envelope.source(),
                envelope.subject(),
                envelope.time(),
                envelope.correlationId() == null ? envelope.id() : envelope.correlationId(),
                envelope.causationId(),
                contracts.bind(type, envelope.data()));
    }
}
