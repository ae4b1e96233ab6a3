package dev.entrega.consumer;

import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.Ending.GiveBack;
import dev.entrega.consumer.HandlerTransaction.NotBegunException;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.Attempts;
import dev.entrega.consumer.inbox.EventInHandException;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.contract.EventData;
import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.health.Unavailable;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heart: one event in one handler. The claim in the inbox and the handler's work are one transaction; how it ended
 * decides what SQS is told, after the commit. Thread-safe.
 */
final class HandlerRun {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerRun.class);

    private static final Duration BEHIND_ANOTHER = Duration.ofSeconds(30);

    private final HandlerTransaction transaction;
    private final Inbox inbox;
    private final Attempts attempts;
    private final Failures failures;
    private final Forms forms;
    private final Deadlines deadlines;
    private final DeliveryMetrics metrics;

    HandlerRun(
            HandlerTransaction transaction,
            Inbox inbox,
            Attempts attempts,
            Failures failures,
            Forms forms,
            Deadlines deadlines,
            DeliveryMetrics metrics) {
        this.transaction = transaction;
        this.inbox = inbox;
        this.attempts = attempts;
        this.failures = failures;
        this.forms = forms;
        this.deadlines = deadlines;
        this.metrics = metrics;
    }

    /** How a transaction went: as the handler said, or it had been done before. */
    private record Result(Outcome outcome, boolean duplicate) {}

    <T extends EventData> Ending run(HandlerBinding<T> binding, Event<?> received, Delivery delivery) {
        if (Thread.currentThread().isInterrupted()) {
            return givenBack(delivery); // Another one was interrupted before it, on the same thread.
        }
        var key = delivery.key();
        Result result;
        long began = System.nanoTime();
        try {
            result = transaction.run(status -> {
                if (!inbox.claim(status.getConnection(), key)) {
                    inbox.countDuplicate(status.getConnection(), key);
                    return new Result(Outcome.done(), true);
                }
                var event = forms.of(binding, received);
                var outcome = ScopedValue.where(CurrentEvent.HANDLED, event)
                        .where(CurrentEvent.HANDLER, binding.name())
                        .where(CurrentEvent.ORIGIN, delivery.origin())
                        .call(() -> deadlines.within(
                                binding.name(), () -> binding.handler().handle(event)));
                if (!(outcome instanceof Outcome.Done)) {
                    status.setRollbackOnly();
                } else if (status.isRollbackOnly()) {
                    throw new IllegalStateException("the handler said done, but marked its transaction for rollback");
                } else if (delivery.message().receiveCount() > 1) {
                    attempts.clear(status.getConnection(), key);
                }
                return new Result(outcome, false);
            });
        } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
            return afterException(delivery, binding.code(), e);
        } finally {
            metrics.ran(delivery, System.nanoTime() - began);
        }
        return switch (result.outcome()) {
            case Outcome.Done done -> {
                if (result.duplicate()) {
                    LOG.info("{} outcome=duplicate", delivery);
                    metrics.duplicate(delivery);
                } else {
                    LOG.info("{} outcome=done", delivery);
                    metrics.done(delivery, received.time());
                }
                yield new Delete();
            }
            case Outcome.Retry retry -> failures.retry(delivery, "the handler asked for a retry", retry.after());
            case Outcome.DeadLetter dead -> failures.deadLetter(delivery, Reason.REJECTED, dead.reason());
        };
    }

    private Ending afterException(Delivery delivery, Class<?> handler, Throwable failure) {
        var spared = spared(delivery, failure);
        if (spared.isPresent()) {
            return spared.get();
        }
        if (isA(EventInHandException.class, failure)) {
            LOG.info("{} outcome=given-back, another consumer has it in hand", delivery);
            return new GiveBack(BEHIND_ANOTHER);
        }
        return failures.retry(delivery, handler, failure);
    }

    /**
     * The ending of what is not worth a further try now: the service stops, what the handler needs is away, or the database
     * gave no transaction or has no room.
     */
    Optional<Ending> spared(Delivery delivery, Throwable failure) {
        if (isA(Deadlines.DeadlineException.class, failure)) {
            return Optional.empty();
        }
        if (Thread.currentThread().isInterrupted() || isA(InterruptedException.class, failure)) {
            Thread.currentThread().interrupt(); // For the next one on this thread, which is not to begin.
            return Optional.of(givenBack(delivery));
        }
        if (isA(Unavailable.class, failure)) {
            return Optional.of(failures.unavailable(delivery));
        }
        if (HandlerTransaction.isWithoutRoom(failure)) {
            return Optional.of(failures.withoutRoom(delivery, failure));
        }
        return isA(NotBegunException.class, failure)
                ? Optional.of(failures.notBegun(delivery, failure))
                : Optional.empty();
    }

    private static Ending givenBack(Delivery delivery) {
        LOG.info("{} outcome=given-back, the service stops", delivery);
        return new GiveBack(Duration.ZERO);
    }

    private static boolean isA(Class<?> type, Throwable failure) {
        return HandlerTransaction.causes(failure).anyMatch(type::isInstance);
    }
}
