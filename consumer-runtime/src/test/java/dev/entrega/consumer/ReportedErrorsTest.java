package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.entrega.messaging.report.SentryEndpoint;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Which failures of a delivery are told, and which would be noise. */
class ReportedErrorsTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static SentryEndpoint sentry;
    private static TestConsumer service;

    @BeforeAll
    static void start() {
        sentry = new SentryEndpoint();
        service =
                TestConsumer.start("reported", Map.of("sentry.dsn", sentry.dsn(), "entrega.consumer.max-attempts", 3));
    }

    @AfterAll
    static void stop() {
        service.close();
        sentry.close();
    }

    private static long events(String id, String problem) {
        return sentry.events().stream()
                .filter(event -> event.contains("\"event.id\":\"" + id + "\""))
                .filter(event -> event.contains("\"problem\":\"" + problem + "\""))
                .filter(event -> event.contains("\"handler\":\"scripted\""))
                .filter(event -> event.contains("\"trace\":\"" + TRACE + "\""))
                .count();
    }

    private static String traced(String id, String subject) {
        return TestQueueClient.order(id, subject)
                .replace("\"specversion\"", "\"traceparent\":\"00-" + TRACE + "-b7ad6b7169203331-01\",\"specversion\"");
    }

    @Test
    void theFirstFailureOfAnEventAndItsDeadLetterAreToldAndNothingBetween() {
        String id = UUID.randomUUID().toString();

        service.queue.send(traced(id, "throw--1"));

        await().until(() -> events(id, "ATTEMPTS_EXHAUSTED") == 1);
        assertThat(service.handler().runs.stream().filter("throw--1"::equals)).hasSize(3);
        assertThat(sentry.events().stream().filter(event -> event.contains(id))).hasSize(2);
        assertThat(events(id, "failed")).isEqualTo(1);
    }

    @Test
    void aRejectedEventIsToldByItsReasonWithoutTheHandlersWords() {
        String id = UUID.randomUUID().toString();

        service.queue.send(traced(id, "reject--2"));

        await().until(() -> events(id, "REJECTED") == 1);
        assertThat(sentry.everything()).doesNotContain("the script rejects it", "as the script says");
    }

    @Test
    void whatAHandlerPublishesBelongsToTheTraceOfItsEvent() {
        String id = UUID.randomUUID().toString();

        service.queue.send(traced(id, "publish--3"));

        await().until(() -> service.handled(id) == 1);
        assertThat(service.database.rows(
                        "SELECT concat_ws(' ', body::jsonb ->> 'traceparent', body::jsonb ->> 'correlationid')"
                                + " FROM entrega.outbox WHERE body::jsonb ->> 'causationid' = ?",
                        id))
                .containsExactly("00-" + TRACE + "-b7ad6b7169203331-01 " + id);
    }

    @Test
    void aRetryThatTheHandlerAskedForIsNoError() {
        String id = UUID.randomUUID().toString();

        service.queue.send(traced(id, "retry-10-3"));

        await().until(() -> service.database.count(
                        "SELECT count(*) FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                == 1);
        assertThat(sentry.everything()).doesNotContain(id);
    }

    /** The count is the event's: another copy of its message, or one that was given back, doesn't begin anew. */
    @Test
    void anEventsStackIsLoggedAtItsFirstFailureAlone() {
        String id = UUID.randomUUID().toString();
        var log = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(Failures.class);
        log.start();
        logger.addAppender(log);
        try {
            service.queue.send(traced(id, "failures-2-4"));
            service.queue.send(traced(id, "failures-2-4"));

            await().until(() -> service.database.count(
                            "SELECT count(*) FROM entrega.inbox WHERE handler = 'scripted' AND event_id = ?", id)
                    == 1);
        } finally {
            logger.detachAppender(log);
        }

        var failures = List.copyOf(log.list).stream()
                .filter(line -> line.getFormattedMessage().contains(id))
                .filter(line -> line.getFormattedMessage().contains(" failed"))
                .toList();
        assertThat(failures).extracting(ILoggingEvent::getFormattedMessage).hasSize(2);
        assertThat(failures.getFirst().getThrowableProxy()).isNotNull();
        assertThat(failures.getLast().getThrowableProxy()).isNull();
        assertThat(failures.getLast().getFormattedMessage()).contains("failed again: ", "IllegalStateException");
    }
}
