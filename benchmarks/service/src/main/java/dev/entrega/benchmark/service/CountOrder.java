package dev.entrega.benchmark.service;

import dev.entrega.consumer.Handler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;

/** One order a transaction, one statement an order. */
@Handles("count-order")
@Requires(property = "benchmark.handler", value = "single")
final class CountOrder implements Handler<OrderPlacedV2> {

    private final TransactionOperations<Connection> transactions;

    CountOrder(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public Outcome handle(Event<OrderPlacedV2> event) throws SQLException {
        Effect.change(
                transactions.getConnection(),
                Effect.rowOf(event.id()),
                event.data().total().amount());
        return Outcome.done();
    }
}
