package dev.entrega.consumer;

import dev.entrega.consumer.Ending.ComeBack;
import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.Attempts;
import dev.entrega.consumer.inbox.EventInHandException;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.contract.Casts;
import dev.entrega.contract.EventData;
import dev.entrega.messaging.CurrentEvent;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.contract.Contracts;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heart: one event in one handler. The claim in the inbox and the handler's work are one transaction; how it ended
 * decides what SQS is told, after the commit. Thread-safe.
 */
final class HandlerRun {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerRun.class);

    private static final Duration BEHIND_ANOTHER = Duration.ofSeconds(30);

    private final TransactionOperations<Connection> transactions;
    private final Inbox inbox;
    private final Attempts attempts;
    private final Failures failures;
    private final Casts casts;
    private final Contracts contracts;

    HandlerRun(
            TransactionOperations<Connection> transactions,
            Inbox inbox,
            Attempts attempts,
            Failures failures,
            Casts casts,
            Contracts contracts) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.attempts = attempts;
        this.failures = failures;
        this.casts = casts;
        this.contracts = contracts;
    }

    /** How a transaction went: as the handler said, or it had been done before. */
    private record Result(Outcome outcome, boolean duplicate) {}

    <T extends EventData> Ending run(HandlerBinding<T> binding, Event<?> received, Delivery delivery) {
        var key = delivery.key();
        Result result;
        try {
            result = transactions.executeWrite(status -> {
                if (!inbox.claim(status.getConnection(), key)) {
                    inbox.countDuplicate(status.getConnection(), key);
                    return new Result(Outcome.done(), true);
                }
                var event = binding.inItsForm(received, casts, contracts);
                var outcome = ScopedValue.where(CurrentEvent.HANDLED, event)
                        .call(() -> binding.handler().handle(event));
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
        }
        return switch (result.outcome()) {
            case Outcome.Done done -> {
                LOG.info("{} outcome={}", delivery, result.duplicate() ? "duplicate" : "done");
                yield new Delete();
            }
            case Outcome.Retry retry -> failures.retry(delivery, "the handler asked for a retry", retry.after());
            case Outcome.DeadLetter dead -> failures.deadLetter(delivery, Reason.REJECTED, dead.reason());
        };
    }

    private Ending afterException(Delivery delivery, Class<?> handler, Throwable failure) {
        if (Thread.interrupted() || causes(failure).anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt(); // For the next handler of the event, which is not to begin.
            LOG.info("{} outcome=given-back, the service stops", delivery);
            return new ComeBack(Duration.ZERO);
        }
        if (causes(failure).anyMatch(EventInHandException.class::isInstance)) {
            LOG.info("{} outcome=given-back, another consumer has it in hand", delivery);
            return new ComeBack(BEHIND_ANOTHER);
        }
        return failures.retry(delivery, handler, failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
