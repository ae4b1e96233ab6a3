package dev.entrega.consumer;

import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.Event;
import java.util.List;

/** What a message turned out to be. */
sealed interface Decoded {

    /** An event that the service handles, as each of its handlers reads it; one at least can. */
    record Understood(CloudEvent envelope, List<Reading> readings) implements Decoded {}

    /** What an event is to one handler. */
    sealed interface Reading {
        HandlerBinding<?> handler();

        /** It has all that the handler reads. */
        record Understood(HandlerBinding<?> handler, Event<?> event) implements Reading {}

        /** It breaks the part of the contract that the handler reads. */
        record Violating(HandlerBinding<?> handler, String detail) implements Reading {}
    }

    /** An event of ours, but not of this code: a newer instance may be about to start that knows it. */
    record Unknown(CloudEvent envelope, Reason reason) implements Decoded {}

    /** An event that breaks its contract for every handler, however often it is read. */
    record Violating(CloudEvent envelope, String detail) implements Decoded {}

    /** No event at all. */
    record Malformed(String detail) implements Decoded {}

    /** Nobody knows: reading it failed, which may be our fault and may succeed later. */
    record Unread(Throwable failure) implements Decoded {}

    /** The platform's own proof that a subscription works; somebody waits for it on this queue. */
    record AwaitedSentinel() implements Decoded {}

    /** The same, but nobody waits for it here. */
    record ForeignSentinel() implements Decoded {}
}
