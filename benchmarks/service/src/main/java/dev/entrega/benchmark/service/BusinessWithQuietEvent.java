package dev.entrega.benchmark.service;

import dev.entrega.messaging.outbox.Outbox;
import dev.entrega.messaging.outbox.OutboxTable;
import dev.entrega.messaging.outbox.WakeUp;
import dev.entrega.messaging.publish.EventDraft;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import javax.sql.DataSource;

/** The same once more, by an outbox whose commits wake no relay: that of the process finds the rows when it looks. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class BusinessWithQuietEvent implements Trial {

    private final TransactionOperations<Connection> transactions;
    private final Outbox outbox;

    BusinessWithQuietEvent(TransactionOperations<Connection> transactions, EventDraft draft, OutboxTable table) {
        this.transactions = transactions;
        this.outbox = new Outbox(draft, table, transactions, new WakeUp());
    }

    @Override
    public String name() {
        return "outbox-quiet";
    }

    @Override
    public long once() {
        return transactions.<Long>executeWrite(transaction -> {
            Business.insert(transaction.getConnection());
            outbox.publish(SampleOrder.SUBJECT, SampleOrder.ORDER);
            return 1L;
        });
    }
}
