package dev.entrega.consumer;

import dev.entrega.consumer.Decoded.Malformed;
import dev.entrega.consumer.Decoded.Reading;
import dev.entrega.consumer.Decoded.Understood;
import dev.entrega.consumer.Decoded.Unknown;
import dev.entrega.consumer.Decoded.Violating;
import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.Ending.GiveBack;
import dev.entrega.consumer.InHand.Work;
import dev.entrega.consumer.Task.Batch;
import dev.entrega.consumer.Task.Member;
import dev.entrega.consumer.Task.Single;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.aws.ReceivedMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way of a delivery, from the message to what SQS is told. Thread-safe. */
final class Deliveries {

    private static final Duration SENTINEL_PAUSE = Duration.ofSeconds(1);

    private final Function<ReceivedMessage, Decoded> decoder;
    private final GroupOrder order;
    private final Freshness freshness;
    private final DerivedCopies derivedCopies;
    private final Suspects suspects;
    private final HandlerRun handlerRun;
    private final BatchRun batchRun;
    private final Failures failures;

    Deliveries(
            Function<ReceivedMessage, Decoded> decoder,
            GroupOrder order,
            Freshness freshness,
            DerivedCopies derivedCopies,
            Suspects suspects,
            HandlerRun handlerRun,
            BatchRun batchRun,
            Failures failures) {
        this.decoder = decoder;
        this.order = order;
        this.freshness = freshness;
        this.derivedCopies = derivedCopies;
        this.suspects = suspects;
        this.handlerRun = handlerRun;
        this.batchRun = batchRun;
        this.failures = failures;
    }

    /**
     * What is to be done with the messages of one receive: each is a task of its own, but for those of a batch handler.
     *
     * @return chains of tasks that go one after the other, each when the one before has ended; those of a FIFO queue's group
     *     make one
     */
    List<List<Task>> plan(List<Work> received) {
        var tasks = new ArrayList<List<Task>>();
        var groups = new HashMap<String, List<Task>>();
        var batches = new LinkedHashMap<HandlerBinding<?>, List<Member>>();
        for (var work : received) {
            var single = new Single(work, decode(work.message()));
            var fifo = work.message().fifo();
            if (fifo != null) {
                groups.computeIfAbsent(fifo.group(), group -> {
                            var chain = new ArrayList<Task>();
                            tasks.add(chain);
                            return chain;
                        })
                        .add(single);
                continue;
            }
            var reading = forABatch(single);
            if (reading == null) {
                tasks.add(List.of(single));
            } else {
                var delivery = Delivery.of(
                        ((Understood) single.decoded()).envelope(),
                        reading.handler().name(),
                        work.message());
                batches.computeIfAbsent(reading.handler(), handler -> new ArrayList<>())
                        .add(new Member(single, reading.event(), delivery));
            }
        }
        batches.forEach((handler, members) ->
                tasks.add(List.of(members.size() == 1 ? members.getFirst().single() : new Batch(handler, members))));
        return tasks;
    }

    /** One that can't be read keeps no other back: the receive brought both. */
    private Decoded decode(ReceivedMessage message) {
        try {
            return decoder.apply(message);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            // Also a StackOverflowError: here it ends one delivery, above it would end the receiving.
            return new Decoded.Unread(e);
        }
    }

    /** What nothing speaks against, comes for the first time and is for a batch handler alone. */
    private Reading.@Nullable Understood forABatch(Single single) {
        return single.work().message().receiveCount() == 1
                        && single.decoded() instanceof Understood understood
                        && understood.readings().size() == 1
                        && understood.readings().getFirst() instanceof Reading.Understood reading
                        && reading.handler().batch() != null
                        && understood.envelope().sending().derivedFrom() == null
                        && freshness.isFresh(understood.envelope())
                ? reading
                : null;
    }

    /** @return an ending for each delivery, in their order */
    List<Ending> process(Task task) {
        return switch (task) {
            case Batch batch -> suspects.inCompany(() -> batchRun.run(batch.handler(), batch.members()));
            case Single single -> List.of(process(single));
        };
    }

    private Ending process(Single single) {
        var message = single.work().message();
        return switch (single.decoded()) {
            case Understood u -> order.inTurn(unhandled(u.envelope(), message), () -> handle(u, message));
            case Unknown u -> {
                var delivery = unhandled(u.envelope(), message);
                yield order.inTurn(delivery, () -> failures.unknown(delivery, u.reason()));
            }
            case Violating v -> {
                var delivery = unhandled(v.envelope(), message);
                yield order.inTurn(delivery, () -> failures.deadLetter(delivery, Reason.CONTRACT_VIOLATED, v.detail()));
            }
            case Malformed m -> {
                var delivery = Delivery.unreadable(message);
                yield order.inTurn(delivery, () -> failures.deadLetter(delivery, Reason.MALFORMED, m.detail()));
            }
            case Decoded.Unread u -> {
                var delivery = Delivery.unreadable(message);
                yield order.inTurn(delivery, () -> failures.retry(delivery, Decoder.class, u.failure()));
            }
            case Decoded.AwaitedSentinel s -> new GiveBack(SENTINEL_PAUSE);
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
                        case Reading.Understood u -> handle(u, understood.envelope(), delivery);
                    });
        }
        return all;
    }

    private Ending handle(Reading.Understood reading, CloudEvent envelope, Delivery delivery) {
        var late = freshness.objection(envelope, delivery);
        if (late.isPresent()) {
            return failures.deadLetter(delivery, late.get(), freshness.detail(late.get(), envelope));
        }
        return derivedCopies.isEarly(reading.handler(), reading.event(), delivery)
                ? derivedCopies.giveBack(delivery)
                : suspects.run(delivery, () -> handlerRun.run(reading.handler(), reading.event(), delivery));
    }

    /** What is given back without having been run puts nothing under suspicion. */
    void notRun(List<Task> tasks) {
        suspects.notRun(tasks.stream().flatMap(Deliveries::ofHandlers).toList());
    }

    private static Stream<Delivery> ofHandlers(Task task) {
        return switch (task) {
            case Batch batch -> batch.members().stream().map(Member::delivery);
            case Single single ->
                single.decoded() instanceof Understood understood
                        ? understood.readings().stream()
                                .map(reading -> Delivery.of(
                                        understood.envelope(),
                                        reading.handler().name(),
                                        single.work().message()))
                        : Stream.of();
        };
    }

    private static Delivery unhandled(CloudEvent event, ReceivedMessage message) {
        return Delivery.of(event, EventKey.NO_HANDLER, message);
    }
}
