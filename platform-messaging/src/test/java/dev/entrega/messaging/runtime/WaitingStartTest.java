package dev.entrega.messaging.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.entrega.local.faults.BrokerCall;
import dev.entrega.local.faults.BrokerFault;
import dev.entrega.local.faults.BrokerFault.AwsError;
import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.scenario.Scenario;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.aws.Access;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** Rows 8, 9, 14 and 43: a service that starts, or works, while something that it needs is out of reach. */
@Tag("faults")
@Isolated("It counts the lines of a logger that all services of the process share.")
class WaitingStartTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Scenario scenario = new Scenario("w" + Long.toHexString(System.nanoTime()));
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void close() {
        logger().detachAppender(log);
        scenario.close();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(ServiceStart.class.getPackageName());
    }

    private List<String> lines(String word) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(word))
                .toList();
    }

    private TestService start() {
        return TestService.start("", scenario.settings("orders-api"));
    }

    private static String health(TestService service) {
        return service.context.getBeansOfType(Vital.class).stream()
                .map(Vital::condition)
                .filter(condition -> condition.level() != Condition.Level.UP)
                .map(condition -> condition.part() + " " + condition.level() + " " + condition.detail())
                .sorted()
                .collect(Collectors.joining("; "));
    }

    @Test
    void withoutDatabaseAndThenWithoutBrokerItWaitsAndThenBeginsByItself() {
        scenario.database().set(new TcpFault.Refused());
        scenario.brokerConnections().set(new TcpFault.Refused());

        try (var service = start()) {
            assertThat(health(service)).contains("start DOWN waiting for the database");
            assertThat(service.context.getBean(Beginning.class).isOver()).isFalse();

            scenario.database().set(new TcpFault.None());
            await().atMost(SOON).until(() -> health(service).contains("start DOWN waiting for the broker"));

            scenario.brokerConnections().set(new TcpFault.None());
            await().atMost(SOON)
                    .until(() -> service.context.getBean(Beginning.class).isOver());
            assertThat(service.count("SELECT count(*) FROM entrega.outbox")).isZero();
        }
        assertThat(lines("waits for"))
                .as("a line for each change, none for each try")
                .hasSize(2);
    }

    @Test
    void whatIsMisconfiguredIsRefusedAtOnce() {
        var settings = scenario.settings("orders-api");
        assertThatThrownBy(() -> TestService.start(
                        "",
                        with(
                                settings,
                                "database.url",
                                scenario.databaseUrl()
                                        .replace("postgres:postgres", "postgres:wrong")
                                        .replaceFirst("/scenario_\\w+", "/nobodys"))))
                .hasMessageContaining("can't be used");

        scenario.broker().always(BrokerCall.to(), new BrokerFault.Refused(AwsError.EXPIRED_CREDENTIALS));
        assertThatThrownBy(this::start).hasMessageContaining("ExpiredToken");

        assertThatThrownBy(() -> new Access("eu-centrall-1", null, null, null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AWS_REGION");
    }

    @Test
    void aRunningServiceTellsHowItsBrokerAndItsDatabaseAreAndRecovers() {
        try (var service = start()) {
            assertThat(health(service)).isEmpty();

            scenario.broker().always(BrokerCall.to("PublishBatch"), new BrokerFault.Refused(AwsError.ACCESS_DENIED));
            service.transactions().executeWrite(status -> {
                service.publisher().publish("1", TestService.order(1));
                return null;
            });
            await().atMost(SOON).until(() -> health(service).contains("broker DOWN Publish"));
            assertThat(health(service)).contains("AuthorizationError");

            scenario.broker().heal();
            scenario.broker().always(BrokerCall.to("PublishBatch"), new BrokerFault.Refused(AwsError.UNAVAILABLE));
            await().atMost(SOON).until(() -> health(service).contains("broker DEGRADED Publish"));

            scenario.broker().heal();
            await().atMost(SOON).until(() -> health(service).isEmpty());
            // Health hears of the confirmation before the row is marked.
            await().atMost(SOON)
                    .until(() ->
                            service.count("SELECT count(*) FROM entrega.outbox WHERE published_at IS NOT NULL") == 1);

            scenario.database().set(new TcpFault.Refused());
            await().atMost(SOON)
                    .until(() -> health(service).contains("database DOWN gives no session, SQLSTATE 08001"));
            scenario.database().set(new TcpFault.None());
            await().atMost(SOON).until(() -> health(service).isEmpty());
            await().until(() -> lines("health: database is up").size() == 1);
        }
        assertThat(lines("health: database is down")).hasSize(1);
    }

    private static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
        var changed = new HashMap<>(settings);
        changed.put(name, value);
        return changed;
    }
}
