package dev.entrega.benchmark.service;

import dev.entrega.consumer.BatchHandler;
import dev.entrega.consumer.Handles;
import dev.entrega.consumer.Outcome;
import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Event;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** As many orders a transaction as a receive brings, one statement for all of them. */
@Handles("count-orders")
@Requires(property = "benchmark.handler", value = "batch")
final class CountOrders implements BatchHandler<OrderPlacedV2> {

    private final TransactionOperations<Connection> transactions;

    CountOrders(TransactionOperations<Connection> transactions) {
        this.transactions = transactions;
    }

    @Override
    public Outcome handle(List<Event<OrderPlacedV2>> events) throws SQLException {
        Effect.changeAll(
                transactions.getConnection(),
                events.stream().map(event -> Effect.rowOf(event.id())).toList(),
                events.stream().map(event -> event.data().total().amount()).toList());
        return Outcome.done();
    }
}
