package dev.entrega.benchmark.service;

import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.outbox.OutboxRelay;
import dev.entrega.messaging.outbox.OutboxTable;
import dev.entrega.messaging.outbox.RelayPolicy;
import dev.entrega.messaging.outbox.WakeUp;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * The platform's relay empties the outbox to a broker that confirms at once: PostgreSQL alone. What it took is said on stdout.
 */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(beans = DataSource.class)
final class Drain implements Trial {

    private static final RelayPolicy POLICY =
            new RelayPolicy(Duration.ofMillis(100), 10, Duration.ofDays(7), Duration.ofMinutes(1));
    private static final long PATIENCE_SECONDS = 60;

    private final OutboxTable table;
    private final Transactions transactions;
    private final ErrorReports reports;

    Drain(OutboxTable table, Transactions transactions, ErrorReports reports) {
        this.table = table;
        this.transactions = transactions;
        this.reports = reports;
    }

    @Override
    public String name() {
        return "drain";
    }

    @Override
    public long once() throws InterruptedException {
        long waiting = waiting();
        var left = new AtomicLong(waiting);
        var empty = new CountDownLatch(1);
        OutboxRelay.Broker broker = (destination, messages) -> {
            if (left.addAndGet(-messages.size()) <= 0) {
                empty.countDown();
            }
            return messages.stream()
                    .<EntryResult>map(message -> new EntryResult.Confirmed())
                    .toList();
        };
        var relay = new OutboxRelay(table, transactions, broker, new WakeUp(), POLICY, reports);
        long begin = System.nanoTime();
        relay.start();
        boolean isEmpty = empty.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        relay.stop(); // Returns when the last are marked.
        System.out.println("took " + (System.nanoTime() - begin));
        if (!isEmpty || waiting() > 0) {
            throw new IllegalStateException("the outbox was not emptied");
        }
        return waiting;
    }

    private long waiting() {
        return transactions.write(connection -> {
            try (var query = connection.createStatement();
                    var row = query.executeQuery(
                            "SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL AND parked_reason IS NULL")) {
                if (!row.next()) {
                    throw new SQLException("no count");
                }
                return row.getLong(1);
            }
        });
    }
}
