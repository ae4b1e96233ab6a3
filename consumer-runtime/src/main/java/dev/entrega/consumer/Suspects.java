package dev.entrega.consumer;

import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.Attempts;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.messaging.Transactions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message that comes back although nothing was written down of it may have killed its process. It runs alone, so that
 * what it does hits nobody else, and after a few such ends it doesn't run any more. Thread-safe; one for all consumers of a
 * process.
 */
final class Suspects {

    private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);

    /** So many processes may end with an event that runs alone; with the one before that raised the suspicion, three. */
    private static final int MOST_CRASHES = 2;

    /** Others are not kept waiting for longer behind one that waits for a long handler to end. */
    private static final long PATIENCE_SECONDS = 10;

    private final Transactions transactions;
    private final Attempts attempts;
    private final Inbox inbox;
    private final Failures failures;

    /** Fair: who wants to be alone gets there, whatever else is to be done. */
    private final ReentrantReadWriteLock company = new ReentrantReadWriteLock(true);

    Suspects(Transactions transactions, Attempts attempts, Inbox inbox, Failures failures) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.inbox = inbox;
        this.failures = failures;
    }

    private enum Verdict {
        CLEAR,
        SUSPECT,
        GUILTY
    }

    /** Runs a delivery, alone if it may have killed a process. */
    Ending run(Delivery delivery, Supplier<Ending> run) {
        Verdict verdict;
        try {
            verdict = judge(delivery);
        } catch (RuntimeException e) {
            return failures.notBegun(delivery, e);
        }
        return switch (verdict) {
            case CLEAR -> inCompany(run);
            case SUSPECT -> {
                LOG.warn("{} came back without a failure of its own, it runs alone", delivery);
                var ending = alone(run);
                if (ending instanceof Ending.GiveBack) {
                    acquit(delivery);
                }
                yield ending;
            }
            case GUILTY ->
                failures.deadLetter(
                        delivery,
                        Reason.PROCESS_KILLED,
                        MOST_CRASHES + " processes in a row ended while they handled it alone");
        };
    }

    /** Runs what is under no suspicion. */
    <R> R inCompany(Supplier<R> run) {
        var shared = company.readLock();
        shared.lock();
        try {
            return run.get();
        } finally {
            shared.unlock();
        }
    }

    private Verdict judge(Delivery delivery) {
        int receives = delivery.message().receiveCount();
        if (receives == 1) {
            return Verdict.CLEAR;
        }
        return transactions.write(connection -> {
            if (attempts.settledReceives(connection, delivery.key()) >= receives - 1
                    || inbox.hasEnded(connection, delivery.key())) {
                return Verdict.CLEAR;
            }
            return attempts.suspect(connection, delivery.key()) > MOST_CRASHES ? Verdict.GUILTY : Verdict.SUSPECT;
        });
    }

    private Ending alone(Supplier<Ending> run) {
        Lock own = company.writeLock();
        boolean isAlone = false;
        try {
            isAlone = own.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!isAlone) {
                LOG.warn("others take their time, so it runs beside them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The run notices.
        }
        try {
            return run.get();
        } finally {
            if (isAlone) {
                own.unlock();
            }
        }
    }

    /** Deliveries that are given back without having been run: nothing has died of them. */
    void notRun(List<Delivery> deliveries) {
        try {
            transactions.write(connection -> {
                for (var delivery : deliveries) {
                    attempts.settle(
                            connection, delivery.key(), delivery.message().receiveCount());
                }
                return deliveries;
            });
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} deliveries become suspect, since that they were not run could not be written down: {}",
                    deliveries.size(),
                    e.toString());
        }
    }

    private void acquit(Delivery delivery) {
        try {
            transactions.write(connection -> {
                attempts.acquit(connection, delivery.key(), delivery.message().receiveCount());
                return delivery;
            });
        } catch (RuntimeException e) {
            LOG.warn("{} stays suspect, since that it is not could not be written down: {}", delivery, e.toString());
        }
    }
}
