package dev.entrega.messaging.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.report.ErrorReport.Place;
import io.micronaut.core.value.MapPropertyResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Sentry is told of an error, and what it is not. */
class ErrorReportsTest {

    private static final String MAIL = "canary.ada@example.org";
    private static final String STREET = "Canary-Street 12";

    private static ErrorReports reports(String dsn) {
        return ErrorReports.of(new MapPropertyResolver(Map.of(
                "sentry.dsn", dsn, "entrega.service", "orders-api", "entrega.env", "test", "entrega.version", "1.2")));
    }

    private static ErrorReport failed(String handler, Throwable failure) {
        return ErrorReport.of(Place.HANDLER, handler, "failed", failure);
    }

    @Test
    void anErrorIsToldWithItsTypeItsFramesAndItsIds() {
        try (var sentry = new SentryEndpoint();
                var reports = reports(sentry.dsn())) {
            reports.tell(failed("reserve-stock", new IllegalStateException("why"))
                    .with("event.id", "0199-id")
                    .with("trace", "0af7651916cd43dd8448eb211c80319c"));

            await().until(() -> sentry.events().size() == 1);
            assertThat(sentry.events().getFirst())
                    .contains("\"IllegalStateException\"", "\"java.lang\"", "ErrorReportsTest", "\"lineno\":")
                    .contains("\"service\":\"orders-api\"", "\"environment\":\"test\"")
                    .contains("\"release\":\"orders-api@1.2\"", "\"handler\":\"reserve-stock\"")
                    .contains("\"event.id\":\"0199-id\"", "\"trace\":\"0af7651916cd43dd8448eb211c80319c\"");
        }
    }

    @Test
    void noMessageOfAnExceptionNorOfWhatItHoldsLeavesTheProcess() throws IOException {
        var row = new SQLException("Failing row contains (1, Ada, " + MAIL + ", " + STREET + ")", "23502");
        var failure = new IllegalStateException("for " + MAIL, row);
        failure.addSuppressed(new IOException(STREET));
        try (var sentry = new SentryEndpoint()) {
            try (var reports = reports(sentry.dsn())) {
                reports.tell(failed("a", failure).with("event.id", MAIL).with("event.type", STREET));
                reports.tell(
                        ErrorReport.of(Place.RELAY, "outbox", "parked", null).with("event.id", STREET));
            }

            assertThat(sentry.events()).hasSize(2);
            assertThat(sentry.everything())
                    .contains("SQLException", "not shown")
                    .doesNotContain(MAIL, STREET, "Canary", "canary", "Failing row", "server_name", "ip_address")
                    .doesNotContain(InetAddress.getLocalHost().getHostName() + "\"")
                    .doesNotContain("breadcrumbs", "\"user\":{\"", "\"request\"", "\"vars\"");
        }
    }

    @Test
    void whatStillWaitsIsSentAtTheEnd() {
        try (var sentry = new SentryEndpoint()) {
            try (var reports = reports(sentry.dsn())) {
                for (int i = 0; i < 20; i++) {
                    reports.tell(failed("handler-" + i, new IllegalStateException()));
                }
            }

            assertThat(sentry.events()).hasSize(20);
        }
    }

    @Test
    void aSentryThatDoesNotAnswerDelaysNobody() throws IOException {
        try (var mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var reports = reports("http://key@127.0.0.1:" + mute.getLocalPort() + "/7");
            reports.tell(failed("first", new IllegalStateException())); // Loads what it needs.
            long begin = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                reports.tell(failed("handler-" + i, new IllegalStateException()));
            }
            var told = Duration.ofNanos(System.nanoTime() - begin);
            reports.close();
            var closed = Duration.ofNanos(System.nanoTime() - begin).minus(told);

            assertThat(told).isLessThan(Duration.ofSeconds(2));
            assertThat(closed).isLessThan(Duration.ofMillis(2500));
        }
    }

    @Test
    void theSameErrorIsToldAFewTimesAMinuteAndThenHowOftenItWasNot() {
        var clock = new SettableClock(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        var ration = new Ration(clock);
        var kind = List.of("HANDLER", "reserve-stock");
        for (int i = 0; i < Ration.A_MINUTE; i++) {
            assertThat(ration.take(kind)).hasValue(0);
        }

        assertThat(ration.take(kind)).isEmpty();
        assertThat(ration.take(kind)).isEmpty();
        assertThat(ration.take(List.of("another"))).hasValue(0);
        clock.advance(Duration.ofMinutes(1));
        assertThat(ration.take(kind)).hasValue(2);
        assertThat(ration.take(kind)).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cr3t",
                "https://sentry.example.org/7",
                "https://s3cr3t@/7",
                "https://s3cr3t@sentry.example.org",
                "https://s3cr3t@sentry.example.org/project",
                "ftp://s3cr3t@sentry.example.org/7",
                "https://s3cr3t@sentry example.org/7",
            })
    void aMalformedDsnIsRefusedAndNeverShown(String dsn) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> reports(dsn))
                .withMessageStartingWith("SENTRY_DSN: is not a DSN of Sentry's; set it to")
                .withMessageNotContaining("s3cr3t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void withoutADsnNobodyIsTold(String dsn) {
        try (var reports = reports(dsn)) {
            assertThat(reports).isInstanceOf(NoReports.class);
        }
    }
}
