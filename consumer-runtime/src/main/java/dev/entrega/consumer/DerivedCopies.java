package dev.entrega.consumer;

import dev.entrega.consumer.Ending.GiveBack;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Transactions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While readers of an older version exist, an event is published twice under one id, and who reads both versions has the
 * choice. The original says more than the copy that was made from it, so the copy waits for it, once. Thread-safe.
 */
final class DerivedCopies {

    private static final Logger LOG = LoggerFactory.getLogger(DerivedCopies.class);

    private final Transactions transactions;
    private final Inbox inbox;
    private final Duration pause;

    /** @param pause how long the original has to come */
    DerivedCopies(Transactions transactions, Inbox inbox, Duration pause) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.pause = pause;
    }

    /** Whether this copy came before the version that its handler would rather have. */
    boolean isEarly(HandlerBinding<?> handler, Event<?> event, Delivery delivery) {
        return delivery.derived()
                && !event.type().equals(handler.type())
                && delivery.message().receiveCount() == 1
                && delivery.message().fifo() == null // There the original comes first, and a wait would hold the group.
                && !transactions.write(connection -> inbox.hasEnded(connection, delivery.key()));
    }

    Ending giveBack(Delivery delivery) {
        LOG.info("{} outcome=given-back after={}, its original is to come first", delivery, pause);
        return new GiveBack(pause);
    }
}
