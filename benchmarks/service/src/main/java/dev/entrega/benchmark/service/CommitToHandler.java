package dev.entrega.benchmark.service;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Requires;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Publishes in a transaction and waits for the handler, then pauses. How long it took is said on stdout. */
@Singleton
@Publishes(OrderPlacedV2.class)
@Requires(property = "benchmark.trials")
@Requires(property = "benchmark.handler", value = "timed")
final class CommitToHandler implements Trial {

    private static final Duration LOOK = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHORTEST_PAUSE = 20;
    private static final int LONGEST_PAUSE = 60;

    private final TransactionOperations<Connection> transactions;
    private final Publisher publisher;
    private final TimeOrder handler;

    CommitToHandler(TransactionOperations<Connection> transactions, Publisher publisher, TimeOrder handler) {
        this.transactions = transactions;
        this.publisher = publisher;
        this.handler = handler;
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public long once() throws InterruptedException {
        String id = transactions.executeWrite(transaction ->
                publisher.publish(SampleOrder.SUBJECT, SampleOrder.ORDER).id());
        long committed = System.nanoTime();
        Long begun = handler.begun(id);
        while (begun == null) {
            if (System.nanoTime() - committed > PATIENCE.toNanos()) {
                throw new IllegalStateException("event " + id + " has not arrived within " + PATIENCE);
            }
            Thread.sleep(LOOK);
            begun = handler.begun(id);
        }
        System.out.println("took " + Math.max(0, begun - committed));
        Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_PAUSE, LONGEST_PAUSE));
        return 1;
    }
}
