package dev.entrega.messaging.outbox;

import dev.entrega.contract.EventData;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.publish.EventDraft;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;

/**
 * Publishes by writing the event into the caller's transaction: it is sent if that commits, and never seen if it rolls
 * back. Thread-safe.
 */
public final class Outbox implements Publisher {

    private final EventDraft draft;
    private final OutboxTable table;
    private final TransactionOperations<Connection> transactions;
    private final WakeUp relay;

    public Outbox(EventDraft draft, OutboxTable table, TransactionOperations<Connection> transactions, WakeUp relay) {
        this.draft = draft;
        this.table = table;
        this.transactions = transactions;
        this.relay = relay;
    }

    /** @throws MessagingException also if the caller has no transaction */
    @Override
    public <T extends EventData> Event<T> publish(String subject, T data) {
        TransactionStatus<?> transaction = transactions
                .findTransactionStatus()
                .orElseThrow(() -> new MessagingException("publishing " + data.eventType()
                        + " needs a transaction to be committed with; add @Transactional to the method that does it"));
        var ready = draft.complete(subject, data);
        for (var copy : ready.copies()) { // The newest version first: positions are sent in their order.
            table.insert(transactions.getConnection(), ready.event(), copy.type(), copy.message());
        }
        transaction.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.signal();
            }
        });
        return ready.event();
    }
}
