package dev.entrega.benchmark.service;

import dev.entrega.consumer.inbox.EventKey;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.messaging.Transactions;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Collections;
import javax.sql.DataSource;

/** The platform's inbox and transaction: ten events in each, one statement for what they do. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class InboxTen implements Trial {

    private final Transactions transactions;
    private final Keys keys;
    private final Inbox inbox = new Inbox();

    InboxTen(Transactions transactions, Keys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "inbox-ten";
    }

    @Override
    public long once() {
        var ten = keys.ten();
        return transactions.<Long>write(connection -> {
            if (inbox.claimAll(connection, ten).size() != ten.size()) {
                throw new IllegalStateException("some of " + ten + " were there before");
            }
            Effect.changeAll(
                    connection,
                    ten.stream().map(EventKey::eventId).map(Effect::rowOf).toList(),
                    Collections.nCopies(ten.size(), 1L));
            return (long) ten.size();
        });
    }
}
