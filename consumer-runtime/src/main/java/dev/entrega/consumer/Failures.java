package dev.entrega.consumer;

import dev.entrega.consumer.Ending.ComeBack;
import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.Ending.GiveBack;
import dev.entrega.consumer.deadletter.DeadLetter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.Attempts;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.report.ErrorReports;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a delivery that had no effect: it is counted, and comes back or becomes a dead letter. If the database
 * can't write that down, the message stays where it is. Thread-safe.
 */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final Duration BEHIND_AN_OUTAGE = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final Attempts attempts;
    private final DeadLetters deadLetters;
    private final BackOff backOff;
    private final int maxAttempts;
    private final Duration unknownGrace;
    private final DeliveryMetrics metrics;
    private final ErrorReports reports;

    Failures(
            Transactions transactions,
            Attempts attempts,
            DeadLetters deadLetters,
            BackOff backOff,
            ConsumerSettings settings,
            DeliveryMetrics metrics,
            ErrorReports reports) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.deadLetters = deadLetters;
        this.backOff = backOff;
        this.maxAttempts = settings.maxAttempts();
        this.unknownGrace = settings.unknownGrace();
        this.metrics = metrics;
        this.reports = reports;
    }

    /** Whether what failed so far is enough. */
    private interface Limit {
        boolean reached(Attempts.Failures failures);
    }

    /** The handler threw. */
    Ending retry(Delivery delivery, Class<?> handler, Throwable failure) {
        Throwable cause = failure instanceof UndeclaredThrowableException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return countAnd(delivery, Fault.of(cause, handler), null, cause, this::isExhausted, Reason.ATTEMPTS_EXHAUSTED);
    }

    /** @param after when to try again, by the service's policy if null */
    Ending retry(Delivery delivery, String error, @Nullable Duration after) {
        return countAnd(delivery, error, after, null, this::isExhausted, Reason.ATTEMPTS_EXHAUSTED);
    }

    private boolean isExhausted(Attempts.Failures failures) {
        return failures.count() >= maxAttempts;
    }

    /** No handler takes it. A newer instance may be about to start that does. */
    Ending unknown(Delivery delivery, Reason reason) {
        return countAnd(
                delivery,
                "no handler of this service takes " + delivery.type(),
                null,
                null,
                failures -> failures.age().compareTo(unknownGrace) >= 0,
                reason);
    }

    /** It can never succeed, so no attempt is burnt on it. */
    Ending deadLetter(Delivery delivery, Reason reason, String detail) {
        return written(delivery, null, connection -> {
            var failures = attempts.record(
                    connection, delivery.key(), detail, delivery.message().receiveCount());
            return bury(connection, delivery, reason, detail, null, failures);
        });
    }

    /** There was no transaction to handle it in: no attempt is burnt on that. */
    Ending notBegun(Delivery delivery, Throwable failure) {
        LOG.error("{} could not be begun, it stays in the queue: {}", delivery, failure.toString());
        reports.tell(delivery.report("could not be begun", failure));
        return new GiveBack(backOff.after(delivery.message().receiveCount()));
    }

    /** What the handler needs is away: no attempt is burnt on that, and nothing is to be suspected of the next receive. */
    Ending unavailable(Delivery delivery) {
        LOG.info("{} outcome=given-back, what it needs can't be called", delivery);
        return uncounted(delivery);
    }

    /** The database's disk is full: no attempt is burnt on that, or all events would become dead letters meanwhile. */
    Ending withoutRoom(Delivery delivery, Throwable failure) {
        LOG.error("{} outcome=given-back, the database has no room: {}", delivery, failure.toString());
        reports.tell(delivery.report("found no room in the database", failure));
        return uncounted(delivery);
    }

    private Ending uncounted(Delivery delivery) {
        return written(delivery, null, connection -> {
            attempts.settle(connection, delivery.key(), delivery.message().receiveCount());
            return new GiveBack(BEHIND_AN_OUTAGE);
        });
    }

    private Ending countAnd(
            Delivery delivery,
            String error,
            @Nullable Duration after,
            @Nullable Throwable cause,
            Limit limit,
            Reason reason) {
        return written(delivery, cause, connection -> {
            var failures = attempts.record(
                    connection, delivery.key(), error, delivery.message().receiveCount());
            boolean first = failures.count() == 1; // The same stack again tells nothing new.
            if (cause != null && first) {
                LOG.warn("{} failed", delivery, cause);
            } else if (cause != null) {
                LOG.warn("{} failed again: {}", delivery, error);
            }
            if (limit.reached(failures)) {
                return bury(connection, delivery, reason, error, cause, failures);
            }
            if (cause != null && first) {
                reports.tell(delivery.report("failed", cause));
            }
            var delay = after == null ? backOff.after(failures.count()) : after;
            LOG.info("{} attempt={} outcome=retry after={}", delivery, failures.count(), delay);
            return new ComeBack(delay);
        });
    }

    private Ending bury(
            Connection connection,
            Delivery delivery,
            Reason reason,
            String detail,
            @Nullable Throwable cause,
            Attempts.Failures failures)
            throws SQLException {
        deadLetters.store(
                connection,
                new DeadLetter(
                        delivery.key(),
                        delivery.message().queue(),
                        delivery.type(),
                        delivery.subject(),
                        reason,
                        detail,
                        failures.count(),
                        failures.first(),
                        failures.last(),
                        delivery.message().body(),
                        delivery.message().attributes()),
                delivery.message().fifo());
        attempts.clear(connection, delivery.key());
        LOG.error("{} attempt={} outcome=dead-letter reason={}: {}", delivery, failures.count(), reason, detail);
        reports.tell(delivery.report(reason.name(), cause));
        return new Delete();
    }

    private Ending written(Delivery delivery, @Nullable Throwable cause, Transactions.Work<Ending> work) {
        try {
            var ending = transactions.write(work);
            switch (ending) {
                case Delete delete -> metrics.dead(delivery);
                case ComeBack back -> metrics.retry(delivery);
                case GiveBack back -> {}
            }
            return ending;
        } catch (RuntimeException e) {
            LOG.error("{} could not be written down, it stays in the queue: {}", delivery, e.toString(), cause);
            reports.tell(delivery.report("could not be written down", e));
            return new GiveBack(backOff.after(delivery.message().receiveCount()));
        }
    }
}
