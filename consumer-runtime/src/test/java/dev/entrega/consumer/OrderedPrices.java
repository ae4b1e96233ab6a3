package dev.entrega.consumer;

import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.consumer.deadletter.Holds;
import dev.entrega.consumer.deadletter.StoredDeadLetter;
import dev.entrega.consumer.lane.LaneTable;
import dev.entrega.local.SharedCloud;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A service that handles prices in their order, and what its tests tell it and ask it. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OrderedPrices {

    static final Duration SOON = Duration.ofSeconds(30);

    final DeadLetters deadLetters = new DeadLetters();
    final String queueName;
    final TestConsumer service;
    final TestQueueClient queue;
    Connection connection;

    /** @param environment its own, so that several may run at once */
    OrderedPrices(String environment) {
        queueName = environment + "_orders-api.fifo";
        service = TestConsumer.start(
                environment, Map.of("entrega.consumer.max-attempts", 2, "entrega.consumer.collect-interval", "300ms"));
        queue = new TestQueueClient(SharedCloud.cloud(), queueName);
    }

    @AfterAll
    void stop() {
        queue.close();
        service.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = service.database.connect();
    }

    @AfterEach
    void everythingHasGone() throws SQLException {
        script().steps.clear();
        connection.close();
        await().atMost(SOON).until(() -> queue.size() == 0);
    }

    PriceScript script() {
        return service.context.getBean(PriceScript.class);
    }

    void fail(String handler, String name) {
        script().steps.put(handler + "/" + name, () -> {
            throw new IllegalStateException("as the script says");
        });
    }

    void succeed(String handler, String name) {
        script().steps.remove(handler + "/" + name);
    }

    void send(String sku, int from, int to) {
        for (int revision = from; revision <= to; revision++) {
            queue.sendPrice(sku, revision);
        }
    }

    /** So that all is there when the first of it is received. */
    void whilePaused(Runnable send) throws SQLException {
        var lanes = new LaneTable();
        lanes.pause(connection, queueName, "ada", "so that all is there at once");
        await().until(() -> service.context.getBean(Consumers.class).closed().containsKey(queueName));
        send.run();
        lanes.resume(connection, queueName, "ada");
    }

    /** The revisions that a handler has applied, as they were applied. */
    List<Long> applied(String handler, String sku) {
        return service
                .database
                .rows(
                        "SELECT subject FROM effect WHERE handler = ? AND subject LIKE ? ORDER BY at",
                        handler,
                        sku + "-%")
                .stream()
                .map(name -> Long.valueOf(name.substring(sku.length() + 1)))
                .toList();
    }

    List<Long> applied(String sku) {
        return applied("priced", sku);
    }

    List<Long> revisions(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    List<StoredDeadLetter> lettersOf(String sku) throws SQLException {
        return deadLetters.find(connection, DeadLetterFilter.ALL, 0, 1000).stream()
                .filter(stored -> stored.letter().subject().equals(sku))
                .toList();
    }

    StoredDeadLetter awaitLetter(String sku) throws SQLException {
        await().atMost(SOON).until(() -> !lettersOf(sku).isEmpty());
        return lettersOf(sku).getFirst();
    }

    long held(String sku) {
        return service.database.count("SELECT count(*) FROM entrega.held WHERE group_id = ?", sku);
    }

    void awaitHeld(String sku, long count) {
        await().atMost(SOON).until(() -> held(sku) == count);
    }

    boolean redrive(StoredDeadLetter stored) throws SQLException {
        return deadLetters.redrive(connection, stored.id(), queueName, "ada");
    }

    boolean isHeld(String sku) throws SQLException {
        return new Holds()
                .all(connection).stream().anyMatch(hold -> hold.group().equals(sku));
    }
}
