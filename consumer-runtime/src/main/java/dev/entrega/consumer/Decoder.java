package dev.entrega.consumer;

import dev.entrega.consumer.Decoded.AwaitedSentinel;
import dev.entrega.consumer.Decoded.ForeignSentinel;
import dev.entrega.consumer.Decoded.Malformed;
import dev.entrega.consumer.Decoded.Reading;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** From a message to an event that its handlers can take, or to the reason why not. Thread-safe. */
final class Decoder {

    private final Handlers handlers;
    private final Contracts contracts;
    private final Sentinel sentinel;
    private final String lane;
    private final String queue;
    private final CloudEventFormat format = new CloudEventFormat();

    Decoder(Handlers handlers, Contracts contracts, Sentinel sentinel, String lane, String queue) {
        this.handlers = handlers;
        this.contracts = contracts;
        this.sentinel = sentinel;
        this.lane = lane;
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
        var bindings = handlers.of(envelope.type(), lane);
        if (bindings.isEmpty()) {
            boolean versionOnly = handlers.knowAnotherVersionOf(envelope.type());
            return new Unknown(envelope, versionOnly ? Reason.UNKNOWN_VERSION : Reason.UNKNOWN_TYPE);
        }
        var unstorable = UnstorableText.in(envelope.data());
        if (unstorable.isPresent()) {
            return new Violating(envelope, "/data" + unstorable.get() + " holds a character that no text may hold");
        }
        var readings = readings(bindings, envelope);
        boolean allViolating = readings.stream().allMatch(Reading.Violating.class::isInstance);
        return allViolating
                ? new Violating(envelope, ((Reading.Violating) readings.getFirst()).detail())
                : new Understood(envelope, readings);
    }

    /** Each handler reads by the part of the contract that it depends on; those that read the same share it. */
    private List<Reading> readings(List<HandlerBinding<?>> bindings, CloudEvent envelope) {
        var events = new HashMap<EventType<?>, Event<?>>();
        var readings = new ArrayList<Reading>();
        for (var binding : bindings) {
            try {
                var event =
                        events.computeIfAbsent(binding.readingOf(envelope.type()), reading -> bind(reading, envelope));
                readings.add(new Reading.Understood(binding, event));
            } catch (ContractViolationException e) {
                readings.add(new Reading.Violating(binding, String.valueOf(e.getMessage())));
            }
        }
        return readings;
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
