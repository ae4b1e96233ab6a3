package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.entrega.local.LocalPostgres;
import dev.entrega.local.LocalPostgres.Stop;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Rows 14 and 16: a consumer whose database breaks while it has messages in hand. Whatever happens, each is handled once
 * when the database is back, by the same process, and none is a dead letter.
 */
@Tag("faults")
class LostDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int POOL = 6;
    private static final int AT_ONCE = 4;

    private static LocalPostgres postgres;

    private final String environment = "d" + Long.toHexString(System.nanoTime());
    private TestConsumer service;

    @BeforeAll
    static void startDatabase() {
        postgres = LocalPostgres.start();
    }

    @AfterAll
    static void stopDatabase() {
        postgres.close();
    }

    @BeforeEach
    void start() {
        service = TestConsumer.start(
                environment,
                Map.of(
                        "database.url", postgres.freshDatabase("consumer"),
                        "entrega.database.pool-size", Integer.toString(POOL),
                        "entrega.consumer.concurrency", Integer.toString(AT_ONCE)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** Row 14. */
    @ParameterizedTest
    @EnumSource
    void whatIsBeingHandledWhenTheServerEndsIsHandledOnceWhenItIsBack(Stop how) {
        send("wait", 0, AT_ONCE);
        await().atMost(PATIENCE).until(() -> service.handler().runs.size() == AT_ONCE);

        postgres.stop(how);
        try {
            service.handler().goOn.countDown();
            send("done", AT_ONCE, 3 * AT_ONCE);
            awaitDatabase(Condition.Level.DOWN);
        } finally {
            postgres.resume();
        }

        awaitAllHandledOnce(3 * AT_ONCE);
        assertThat(service.handler().runs)
                .as("those that were cut off ran again")
                .hasSizeGreaterThan(3 * AT_ONCE);
        awaitDatabase(Condition.Level.UP);
    }

    /** Row 16. */
    @Test
    void whatFindsNoConnectionStaysInTheQueueAndIsHandledOnceWhenThereIsOne() throws SQLException {
        var pool = DelegatingDataSource.unwrapDataSource(service.context.getBean(DataSource.class));
        var taken = new ArrayList<Connection>();
        while (taken.size() < POOL) {
            taken.add(pool.getConnection());
        }
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(Failures.class);
        logger.addAppender(log);

        send("done", 0, 10 * AT_ONCE);
        await().atMost(PATIENCE)
                .until(() -> List.copyOf(log.list).stream()
                                .filter(line -> line.getFormattedMessage().contains("could not be begun"))
                                .count()
                        >= 2 * AT_ONCE);
        logger.detachAppender(log);
        awaitDatabase(Condition.Level.DEGRADED);
        assertThat(service.handler().runs).isEmpty();
        for (var connection : taken) {
            connection.close();
        }

        awaitAllHandledOnce(10 * AT_ONCE);
        awaitDatabase(Condition.Level.UP);
    }

    private void send(String script, int from, int to) {
        for (int i = from; i < to; i++) {
            service.queue.sendOrder(script + "--" + i);
        }
    }

    private void awaitAllHandledOnce(int all) {
        String handled = "SELECT count(*), count(DISTINCT subject) FROM effect WHERE handler = 'scripted'";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(service.database.rows(handled)).containsExactly(all + "|" + all));
        await().atMost(PATIENCE).until(() -> service.queue.size() == 0);
        assertThat(service.database.rows(handled)).containsExactly(all + "|" + all);
        assertThat(service.database.count("SELECT count(*) FROM entrega.dead_letter"))
                .isZero();
        assertThat(service.database.count("SELECT count(*) FROM entrega.attempt"))
                .as("failures and suspicions that are left")
                .isZero();
    }

    private void awaitDatabase(Condition.Level level) {
        await().atMost(PATIENCE)
                .until(() -> service.context.getBeansOfType(Vital.class).stream()
                        .map(Vital::condition)
                        .anyMatch(condition -> condition.part().equals("database") && condition.level() == level));
    }
}
