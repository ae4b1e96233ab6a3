package dev.entrega.consumer;

import dev.entrega.consumer.Ending.Delete;
import dev.entrega.consumer.deadletter.Holds;
import dev.entrega.consumer.deadletter.Holds.Arrival;
import dev.entrega.consumer.deadletter.Holds.Turn;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.outbox.WakeUp;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the order of a FIFO queue's groups where SQS doesn't: behind a dead letter. Deliveries without an order pass.
 * Thread-safe.
 */
final class GroupOrder {

    private static final Logger LOG = LoggerFactory.getLogger(GroupOrder.class);

    private final Transactions transactions;
    private final Holds holds;
    private final Failures failures;
    private final WakeUp relay;

    GroupOrder(Transactions transactions, Holds holds, Failures failures, WakeUp relay) {
        this.transactions = transactions;
        this.holds = holds;
        this.failures = failures;
        this.relay = relay;
    }

    /** Runs a delivery if it is its turn; else it waits in the database, which is an ending, too. */
    Ending inTurn(Delivery delivery, Supplier<Ending> run) {
        var fifo = delivery.message().fifo();
        if (fifo == null) {
            return run.get();
        }
        Turn turn;
        try {
            turn = transactions.write(connection -> holds.arrived(connection, arrival(delivery, fifo)));
        } catch (RuntimeException e) {
            return failures.notBegun(delivery, e);
        }
        return switch (turn) {
            case OWN -> run.get();
            case AGAIN -> followed(delivery, fifo, run.get());
            case LATER -> {
                LOG.info("{} outcome=held, a dead letter of its subject comes first", delivery);
                yield new Delete();
            }
        };
    }

    private Ending followed(Delivery delivery, Fifo fifo, Ending ending) {
        if (!(ending instanceof Delete)) {
            return ending;
        }
        try {
            transactions.write(connection -> {
                holds.ended(connection, delivery.message().queue(), fifo);
                return fifo;
            });
            relay.signal();
            return ending;
        } catch (RuntimeException e) { // It comes again, is recognised, and has the next one follow then.
            return failures.notBegun(delivery, e);
        }
    }

    private static Arrival arrival(Delivery delivery, Fifo fifo) {
        var message = delivery.message();
        return new Arrival(message.queue(), fifo, delivery.key(), delivery.type(), delivery.subject(), message.body());
    }
}
