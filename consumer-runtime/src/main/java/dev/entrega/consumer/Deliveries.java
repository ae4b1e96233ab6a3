package dev.entrega.consumer;

import dev.entrega.consumer.Decoded.Malformed;
import dev.entrega.consumer.Decoded.Reading;
import dev.entrega.consumer.Decoded.Understood;
import dev.entrega.consumer.Decoded.Unknown;
import dev.entrega.consumer.Decoded.Violating;
import dev.entrega.consumer.Ending.ComeBack;
import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.aws.ReceivedMessage;
import java.time.Duration;

/** The way of one delivery, from the message to what SQS is told. Thread-safe. */
final class Deliveries {

    private static final Duration SENTINEL_PAUSE = Duration.ofSeconds(1);

    private final Decoder decoder;
    private final DerivedCopies derivedCopies;
    private final HandlerRun handlerRun;
    private final Failures failures;

    Deliveries(Decoder decoder, DerivedCopies derivedCopies, HandlerRun handlerRun, Failures failures) {
        this.decoder = decoder;
        this.derivedCopies = derivedCopies;
        this.handlerRun = handlerRun;
        this.failures = failures;
    }

    Ending process(ReceivedMessage message) {
        return switch (decoder.decode(message)) {
            case Understood u -> handle(u, message);
            case Unknown u -> failures.unknown(unhandled(u.envelope(), message), u.reason());
            case Violating v ->
                failures.deadLetter(unhandled(v.envelope(), message), Reason.CONTRACT_VIOLATED, v.detail());
            case Malformed m -> failures.deadLetter(Delivery.unreadable(message), Reason.MALFORMED, m.detail());
            case Decoded.AwaitedSentinel s -> new ComeBack(SENTINEL_PAUSE);
            case Decoded.ForeignSentinel s -> new Delete();
        };
    }

    /** Each handler has its own claim and its own transaction; what is done is skipped when the message comes again. */
    private Ending handle(Understood understood, ReceivedMessage message) {
        Ending all = new Delete();
        for (var reading : understood.readings()) {
            var delivery = Delivery.of(understood.envelope(), reading.handler().name(), message);
            all = all.and(
                    switch (reading) {
                        case Reading.Violating v -> failures.deadLetter(delivery, Reason.CONTRACT_VIOLATED, v.detail());
                        case Reading.Understood u -> handle(u.handler(), u.event(), delivery);
                    });
        }
        return all;
    }

    private Ending handle(HandlerBinding<?> handler, Event<?> event, Delivery delivery) {
        return derivedCopies.isEarly(handler, event, delivery)
                ? derivedCopies.giveBack(delivery)
                : handlerRun.run(handler, event, delivery);
    }

    private static Delivery unhandled(CloudEvent event, ReceivedMessage message) {
        return Delivery.of(event, EventKey.NO_HANDLER, message);
    }
}
