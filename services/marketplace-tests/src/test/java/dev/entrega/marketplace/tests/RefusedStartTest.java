package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.demo.Marketplace;
import dev.entrega.marketplace.demo.ServiceProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that can't do its work doesn't pretend to: it ends, and its one line says what to do. */
@Tag("faults")
class RefusedStartTest {
    private static final String SECRET = "s3cr3t-of-the-test";

    private static Marketplace marketplace;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        marketplace = Marketplace.start(Path.of(".."));
    }

    @AfterAll
    static void stop() {
        marketplace.close();
    }

    @ParameterizedTest
    @CsvSource({
        "orders-api,DATABASE_URL",
        "stock-service,DATABASE_URL",
        "orders-api,AWS_REGION",
        "orders-api,OAUTH_ISSUER",
        "stock-service,AWS_REGION",
    })
    void withoutARequiredSetting(String service, String missing) {
        Map<String, String> environment = marketplace.environment(marketplace.orders());
        environment.remove(missing);
        assertRefused(service, environment, missing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://user:" + SECRET + "@",
                "user:" + SECRET + "@localhost/orders",
                "mysql://user:" + SECRET + "@localhost/orders",
                "postgres://user:" + SECRET + "@localhost:port/orders"
            })
    void withAMalformedDatabaseUrlWhosePasswordStaysSecret(String url) {
        Map<String, String> environment = marketplace.environment(marketplace.orders());
        environment.put("DATABASE_URL", url);
        assertRefused("orders-api", environment, "DATABASE_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders-api", "stock-service"})
    void withAMalformedSentryDsnWhoseKeyStaysSecret(String service) {
        Map<String, String> environment = marketplace.environment(marketplace.orders());
        environment.put("SENTRY_DSN", "https://" + SECRET + "@sentry.example.org");
        assertRefused(service, environment, "SENTRY_DSN");
    }

    @ParameterizedTest
    @CsvSource({"ENTREGA_CONSUMER_POLL_WAIT,soon", "ENTREGA_QUEUE_VISIBILITY,-5s", "PORT,eighty"})
    void withAMalformedSetting(String name, String value) {
        Map<String, String> environment = marketplace.environment(marketplace.orders());
        environment.put(name, value);
        assertRefused("orders-api", environment, name);
    }

    @Test
    void whenItsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = marketplace.environment(marketplace.orders());
            environment.put("PORT", Integer.toString(taken.getLocalPort()));
            assertRefused("orders-api", environment, "PORT");
        }
    }

    private void assertRefused(String service, Map<String, String> environment, String named) {
        try (var process =
                ServiceProcess.start(service, marketplace.jar(service), environment, folder.resolve("log"))) {
            int exitCode = process.awaitExit(Duration.ofSeconds(30));

            assertThat(exitCode)
                    .as("exit code of %s, which said %s", service, process.output())
                    .isNotZero();
            assertThat(process.output().lines().reduce((first, last) -> last).orElse(""))
                    .as("the last line of: %s", process.output())
                    .startsWith("can't start: ")
                    .satisfies(line -> assertThat(plain(line)).contains(plain(named)));
            assertThat(process.output())
                    .doesNotContain(SECRET)
                    .doesNotContain("\tat ")
                    .doesNotContain("Caused by");
        }
    }

    /** A setting is known by two names: {@code ENTREGA_QUEUE_VISIBILITY} and {@code entrega.queue.visibility}. */
    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
