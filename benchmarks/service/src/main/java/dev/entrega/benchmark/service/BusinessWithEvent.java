package dev.entrega.benchmark.service;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import javax.sql.DataSource;

/** The same transaction, which also publishes. */
@Singleton
@Publishes(OrderPlacedV2.class)
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class BusinessWithEvent implements Trial {

    private final TransactionOperations<Connection> transactions;
    private final Publisher publisher;

    BusinessWithEvent(TransactionOperations<Connection> transactions, Publisher publisher) {
        this.transactions = transactions;
        this.publisher = publisher;
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public long once() {
        return transactions.<Long>executeWrite(transaction -> {
            Business.insert(transaction.getConnection());
            publisher.publish(SampleOrder.SUBJECT, SampleOrder.ORDER);
            return 1L;
        });
    }
}
