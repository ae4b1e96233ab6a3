package dev.entrega.benchmark.service;

import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** The platform's inbox and transaction: one event in each. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class InboxOne implements Trial {

    private final Transactions transactions;
    private final Keys keys;
    private final Inbox inbox = new Inbox();

    InboxOne(Transactions transactions, Keys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "inbox-one";
    }

    @Override
    public long once() {
        var key = keys.next();
        return transactions.<Long>write(connection -> {
            if (!inbox.claim(connection, key)) {
                throw new IllegalStateException(key + " was there before");
            }
            Effect.change(connection, Effect.rowOf(key.eventId()), 1);
            return 1L;
        });
    }
}
