package dev.entrega.consumer;

import dev.entrega.consumer.InHand.Work;
import dev.entrega.messaging.Event;
import java.util.List;
import java.util.stream.Stream;

/** What is done in one go, on one thread. */
sealed interface Task {

    /** The deliveries that it ends. */
    List<Work> works();

    /** Who takes part in it. */
    Stream<HandlerBinding<?>> handlers();

    /** A delivery, and what it turned out to be. */
    record Single(Work work, Decoded decoded) implements Task {
        @Override
        public List<Work> works() {
            return List.of(work);
        }

        @Override
        public Stream<HandlerBinding<?>> handlers() {
            return decoded instanceof Decoded.Understood understood
                    ? understood.readings().stream().map(Decoded.Reading::handler)
                    : Stream.of();
        }
    }

    /** Several of one receive, that a {@link BatchHandler} takes together. */
    record Batch(HandlerBinding<?> handler, List<Member> members) implements Task {
        public Batch {
            members = List.copyOf(members);
        }

        @Override
        public List<Work> works() {
            return members.stream().map(member -> member.single().work()).toList();
        }

        @Override
        public Stream<HandlerBinding<?>> handlers() {
            return Stream.of(handler);
        }
    }

    /** A delivery of a batch, and the event that it brought. */
    record Member(Single single, Event<?> event, Delivery delivery) {}
}
