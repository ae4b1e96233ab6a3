package dev.entrega.consumer;

import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.Holds;
import dev.entrega.consumer.inbox.Attempts;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.contract.Casts;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.contract.Contracts;
import dev.entrega.messaging.outbox.WakeUp;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.topology.Sentinel;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What the consumers of a process share: all that lies between a received message and its ending. */
@Singleton
@Requires(condition = HandlesEvents.class)
final class ConsumerParts {

    private final Handlers handlers;
    private final Contracts contracts;
    private final Sentinel sentinel;
    private final GroupOrder order;
    private final Freshness freshness;
    private final DerivedCopies derivedCopies;
    private final Suspects suspects;
    private final HandlerRun run;
    private final BatchRun batchRun;
    private final Failures failures;

    ConsumerParts(
            Handlers handlers,
            Contracts contracts,
            Casts casts,
            Sentinel sentinel,
            TransactionOperations<Connection> operations,
            Transactions transactions,
            ConsumerSettings settings,
            BackOff backOff,
            Deadlines deadlines,
            DeliveryMetrics metrics,
            WakeUp relay,
            Clock clock,
            ErrorReports reports) {
        var attempts = new Attempts();
        var inbox = new Inbox();
        var transaction = new HandlerTransaction(operations, RandomGenerator.getDefault());
        var forms = new Forms(casts, contracts);
        this.handlers = handlers;
        this.contracts = contracts;
        this.sentinel = sentinel;
        this.failures = new Failures(transactions, attempts, new DeadLetters(), backOff, settings, metrics, reports);
        this.order = new GroupOrder(transactions, new Holds(), failures, relay);
        this.freshness = new Freshness(clock, settings.horizon(), transactions, inbox);
        this.derivedCopies = new DerivedCopies(transactions, inbox, settings.originalWait());
        this.suspects = new Suspects(transactions, attempts, inbox, failures);
        this.run = new HandlerRun(transaction, inbox, attempts, failures, forms, deadlines, metrics);
        this.batchRun = new BatchRun(transaction, inbox, forms, deadlines, metrics, run);
    }

    /** The way of the deliveries of one queue. */
    Deliveries deliveries(String lane, String queue) {
        return deliveries(decoder(lane, queue)::decode);
    }

    Decoder decoder(String lane, String queue) {
        return new Decoder(handlers, contracts, sentinel, lane, queue);
    }

    Deliveries deliveries(Function<ReceivedMessage, Decoded> decoder) {
        return new Deliveries(decoder, order, freshness, derivedCopies, suspects, run, batchRun, failures);
    }
}
