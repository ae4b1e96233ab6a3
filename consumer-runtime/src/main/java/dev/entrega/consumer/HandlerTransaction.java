package dev.entrega.consumer;

import dev.entrega.consumer.inbox.EventInHandException;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction of a handler's run. Where PostgreSQL itself asks for it to be repeated, it is, at once and a few times.
 * Thread-safe.
 */
final class HandlerTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerTransaction.class);

    /** serialization_failure and deadlock_detected (PostgreSQL, appendix A): the same transaction may succeed now. */
    private static final Set<String> REPEATABLE = Set.of("40001", "40P01");

    /** disk_full (PostgreSQL, appendix A): whatever is written now, it fails. */
    private static final Set<String> WITHOUT_ROOM = Set.of("53100");

    private static final int TRIES = 4;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final TransactionOperations<Connection> transactions;
    private final RandomGenerator random;

    HandlerTransaction(TransactionOperations<Connection> transactions, RandomGenerator random) {
        this.transactions = transactions;
        this.random = random;
    }

    /** What is done in it. */
    interface Work<R> {
        R in(TransactionStatus<Connection> transaction) throws Exception;
    }

    /** There was none: no connection could be had. Nobody's failure but the database's. */
    static final class NotBegunException extends RuntimeException {
        NotBegunException(Throwable cause) {
            super("no transaction could be begun", cause);
        }
    }

    /**
     * @throws NotBegunException if the database gave none
     * @throws EventInHandException if another consumer has one of its events
     */
    <R> R run(Work<R> work) {
        for (int tried = 1; ; tried++) {
            var begun = new AtomicBoolean();
            try {
                return transactions.executeWrite(transaction -> {
                    begun.set(true);
                    return work.in(transaction);
                });
            } catch (Exception | Error e) { // Micronaut lets an SQLException through undeclared.
                if (!begun.get()) {
                    throw new NotBegunException(e);
                }
                if (tried == TRIES || !isRefusal(e, REPEATABLE)) {
                    throw e;
                }
                LOG.info("a handler's transaction is repeated, since PostgreSQL asks for it ({})", tried);
                LockSupport.parkNanos(random.nextLong(PAUSE.toNanos() << tried));
            }
        }
    }

    /** Whether it failed because the database's disk is full, which is not about its event. */
    static boolean isWithoutRoom(Throwable failure) {
        return isRefusal(failure, WITHOUT_ROOM);
    }

    private static boolean isRefusal(Throwable failure, Set<String> states) {
        return causes(failure)
                .filter(SQLException.class::isInstance)
                .map(refusal -> ((SQLException) refusal).getSQLState())
                .anyMatch(state -> state != null && states.contains(state));
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
