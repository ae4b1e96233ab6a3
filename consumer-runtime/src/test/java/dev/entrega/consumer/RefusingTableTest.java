package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Row 37: a dead letter that can't be stored stays in the queue. */
@Tag("faults")
class RefusingTableTest {

    private static TestConsumer service;

    @BeforeAll
    static void start() {
        service = TestConsumer.start("row37", Map.of("entrega.queue.visibility", "5s"));
        service.database.execute("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'as the test says' USING ERRCODE = TG_ARGV[0]; END $$""");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "revoked, CREATE TRIGGER refuse BEFORE INSERT ON entrega.dead_letter EXECUTE FUNCTION refuse('42501'),"
                + " DROP TRIGGER refuse ON entrega.dead_letter",
        "full, CREATE TRIGGER refuse BEFORE INSERT ON entrega.dead_letter EXECUTE FUNCTION refuse('53100'),"
                + " DROP TRIGGER refuse ON entrega.dead_letter",
        "renamed, ALTER TABLE entrega.dead_letter RENAME TO away, ALTER TABLE entrega.away RENAME TO dead_letter"
    })
    void theMessageStaysWhereItIsUntilTheTableTakesItAgain(String what, String breaking, String mending) {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(Failures.class);
        logger.addAppender(log);
        service.database.execute(breaking);

        String id = service.queue.sendOrder("reject--" + what);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> List.copyOf(log.list).stream()
                        .anyMatch(line -> line.getLevel() == Level.ERROR
                                && line.getFormattedMessage().contains(id)
                                && line.getFormattedMessage()
                                        .contains("could not be written down, it stays in the queue")));
        assertThat(service.queue.size()).as("stays").isEqualTo(1);

        service.database.execute(mending);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.database.count(
                                "SELECT count(*) FROM entrega.dead_letter WHERE event_id = ? AND reason = 'REJECTED'",
                                id)
                        == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> service.queue.size() == 0);
        logger.detachAppender(log);
    }
}
