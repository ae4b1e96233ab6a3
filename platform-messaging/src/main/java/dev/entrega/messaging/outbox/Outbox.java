package dev.entrega.messaging.outbox;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.DelayedPublisher;
import dev.entrega.messaging.Event;
import dev.entrega.messaging.Fence;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.Sending;
import dev.entrega.messaging.publish.EventDraft;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Publishes by writing the event into the caller's transaction: it is sent if that commits, and never seen if it rolls
 * back. Thread-safe.
 */
public final class Outbox implements DelayedPublisher {

    private final EventDraft draft;
    private final OutboxTable table;
    private final TransactionOperations<Connection> transactions;
    private final WakeUp relay;
    private final Sending sending;

    public Outbox(EventDraft draft, OutboxTable table, TransactionOperations<Connection> transactions, WakeUp relay) {
        this(draft, table, transactions, relay, Sending.PLAIN);
    }

    private Outbox(
            EventDraft draft,
            OutboxTable table,
            TransactionOperations<Connection> transactions,
            WakeUp relay,
            Sending sending) {
        this.draft = draft;
        this.table = table;
        this.transactions = transactions;
        this.relay = relay;
        this.sending = sending;
    }

    /** @throws MessagingException also if the caller has no transaction */
    @Override
    public <T extends EventData> Event<T> publish(String subject, T data) {
        return write(subject, data, sending, null);
    }

    @Override
    public <T extends EventData> Event<T> publishAt(Instant time, String subject, T data) {
        var publishAt = time.truncatedTo(ChronoUnit.MILLIS);
        return write(subject, data, sending.at(publishAt), publishAt);
    }

    private <T extends EventData> Event<T> write(
            String subject, T data, Sending toldOfIt, @Nullable Instant publishAt) {
        var type = data.eventType();
        var transaction = transaction("publishing " + type);
        requireRight(type);
        var ready = draft.complete(subject, data, toldOfIt);
        if (type.ordered()) {
            requireNow(type, publishAt);
            table.lock(transactions.getConnection(), type.noun(), Fifo.group(subject));
        }
        // The newest version first: what is due at the same time is sent in the order of the positions.
        table.insert(transactions.getConnection(), ready.event(), ready.copies(), publishAt);
        transaction.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                relay.signal();
            }
        });
        return ready.event();
    }

    private void requireRight(EventType<?> type) {
        if (Fence.CURRENT.isBound()) {
            try {
                Fence.CURRENT.get().require(transactions.getConnection());
            } catch (SQLException e) {
                throw new MessagingException("whether " + type + " may still be published could not be asked", e);
            }
        }
    }

    /** It would either hold what is published after it or be overtaken. */
    private static void requireNow(EventType<?> type, @Nullable Instant publishAt) {
        if (publishAt != null) {
            throw new MessagingException("the events of " + type.noun() + " leave in the order of their commits, so "
                    + type + " can't be published for later; publish it when its time has come");
        }
    }

    @Override
    public boolean cancel(String eventId) {
        transaction("cancelling event " + eventId);
        return table.cancel(transactions.getConnection(), eventId);
    }

    @Override
    public DelayedPublisher expiringAt(Instant expiry) {
        return new Outbox(draft, table, transactions, relay, sending.until(expiry.truncatedTo(ChronoUnit.MILLIS)));
    }

    private TransactionStatus<?> transaction(String what) {
        return transactions
                .findTransactionStatus()
                .orElseThrow(() -> new MessagingException(what
                        + " needs a transaction to be committed with; add @Transactional to the method that does it"));
    }
}
