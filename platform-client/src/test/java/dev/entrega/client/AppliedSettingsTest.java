package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.entrega.client.PartnerClient.Invoice;
import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.CommandWorker;
import dev.entrega.messaging.ReleaseStep;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.health.Reach;
import dev.entrega.messaging.runtime.Settings;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.MapPropertySource;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** How a running service calls while an operator changes that, and at its next releases. */
class AppliedSettingsTest extends PartnerTest {

    private static final String OPERATOR = "ann@host";
    private static final String RELEASE = "release";

    private final Map<String, Object> cloud = SharedCloud.settings("applied");
    private final ResilienceTable table = new ResilienceTable();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(AppliedSettings.class)).addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger(AppliedSettings.class)).detachAppender(log);
    }

    private List<String> said(Level level) {
        return List.copyOf(log.list).stream()
                .filter(line -> line.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static WrittenSettings file(String partner) throws IOException {
        String text = "upstreams: {partner: {" + partner + "}}";
        return WrittenSettings.of(ResilienceFile.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** A service with that file, always with the same database. */
    private ApplicationContext context(String partner, Map<String, Object> variables, Map<String, Object> more)
            throws IOException {
        var settings = new HashMap<>(cloud);
        settings.put("entrega.service", "test-service");
        settings.putAll(more);
        var environment = new MapPropertySource("env", variables) {
            @Override
            public PropertyConvention getConvention() {
                return PropertyConvention.ENVIRONMENT_VARIABLE;
            }
        };
        var file = file("url: '" + this.partner.url() + "', " + partner);
        return ApplicationContext.builder(settings)
                .propertySources(file.source(ResilienceFile.NAME), environment)
                .start();
    }

    private PartnerClient start(String partner) throws IOException {
        return client(context(partner, Map.of(), Map.of()));
    }

    private void apply(String partner) throws IOException {
        var settings = file(partner);
        assertThat(transactions()
                        .<Boolean>write(connection ->
                                table.apply(connection, table.state(connection).orElseThrow(), OPERATOR, settings)))
                .isTrue();
    }

    private void undo() {
        assertThat(transactions()
                        .<Boolean>write(connection ->
                                table.undo(connection, table.state(connection).orElseThrow(), OPERATOR)))
                .isTrue();
    }

    private void execute(String sql) {
        transactions().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    private Transactions transactions() {
        return bean(Transactions.class);
    }

    private Upstream upstream() {
        return bean(Upstreams.class).find("partner").orElseThrow();
    }

    private UpstreamSettings inForce() {
        return upstream().settings();
    }

    private void awaitAttempts(int attempts) {
        await().until(() -> inForce().any().attempts() == attempts);
    }

    @Test
    void aRunningServiceCallsByWhatIsAppliedAndByItsFileAgainWhenThatIsTakenAway() throws Exception {
        var never = new CountDownLatch(1);
        partner.behave(exchange -> never.await());
        var client = start("timeout: 30s, attempts: 1");

        apply("timeout: 50ms, attempts: 2, breaker: {attempts: 100}");
        awaitAttempts(2);
        assertThatThrownBy(() -> client.invoice(7))
                .isInstanceOf(UpstreamTimeoutException.class)
                .hasMessage("partner has not answered within 50 ms");
        assertThat(partner.asked()).hasSize(2);

        undo();
        awaitAttempts(1);
        assertThat(inForce().any().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(inForce().breakerCalls()).isEqualTo(20);
        assertThat(said(Level.INFO))
                .containsExactly(
                        "upstream partner: attempts 1 -> 2, breaker.attempts 20 -> 100, timeout 30s -> 50ms"
                                + " (applied by ann@host)",
                        "upstream partner: attempts 2 -> 1, breaker.attempts 100 -> 20, timeout 50ms -> 30s"
                                + " (undone by ann@host)");
        never.countDown();
    }

    @Test
    void anEnvironmentVariableWinsOverWhatIsAppliedAndThatOverTheFile() throws IOException {
        client(context("timeout: 3s, attempts: 1, concurrent: 7", Map.of("UPSTREAMS_PARTNER_TIMEOUT", "9s"), Map.of()));

        apply("timeout: 1s, attempts: 2, calls: {place-once: {timeout: 4s}}");
        awaitAttempts(2);

        assertThat(inForce().any().timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(inForce().of("place-once").timeout()).isEqualTo(Duration.ofSeconds(4));
        // What the applied file says no more has its default again, as after a deploy of it.
        assertThat(inForce().concurrent()).isEqualTo(50);
    }

    @Test
    void whatOnlyADeployCanChangeIsNotApplied() throws IOException {
        var client = start("connect-timeout: 2s, attempts: 1");

        apply("url: 'http://localhost:1', connect-timeout: 9s, scopes: [a], attempts: 2");
        awaitAttempts(2);

        assertThat(inForce().connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(inForce().scopes()).isEmpty();
        assertThat(client.invoice(7)).isEqualTo(INVOICE);
        assertThat(transactions().write(table::newest).orElseThrow().settings())
                .isEqualTo("{\"upstreams.partner.attempts\":\"2\"}");
    }

    @Test
    void aCallThatIsUnderWayEndsByWhatItHasBegunWith() throws Exception {
        var waiting = new Waiting(1, failing(1, 503));
        partner.behave(waiting);
        var client = start("timeout: 30s, attempts: 2");
        var call = new FutureTask<>(() -> client.invoice(7));
        Thread.ofVirtual().start(call);
        waiting.awaitCallers();

        apply("timeout: 1ms, attempts: 1, retry-budget: 0, breaker: {attempts: 1, failures: 1}");
        awaitAttempts(1);
        waiting.go();

        assertThat(call.get()).isEqualTo(new Invoice(7));
        assertThat(partner.asked()).hasSize(2);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void aBreakerThatIsOpenStaysOpenUnlessItsOwnSettingsChange() throws IOException {
        partner.behave(Partner.status(500));
        var client = start("breaker: {attempts: 2, wait: 1h}");
        assertThatThrownBy(() -> client.invoice(7)).isInstanceOf(HttpClientResponseException.class);
        assertThat(reach()).isEqualTo(Reach.NONE);

        apply("breaker: {attempts: 2, wait: 1h}, attempts: 1, timeout: 1s, concurrent: 9");
        awaitAttempts(1);
        assertThat(reach()).isEqualTo(Reach.NONE);

        apply("breaker: {attempts: 3, wait: 1h}, attempts: 2");
        awaitAttempts(2);
        assertThat(reach()).isEqualTo(Reach.ALL);
    }

    @Test
    void callsThatWereUnderWayBeforeCountAgainstTheNewLimit() throws Exception {
        var waiting = new Waiting(2, Partner.status(200));
        partner.behave(waiting);
        var client = start("concurrent: 3, attempts: 1");
        var calls = List.of(new FutureTask<>(() -> client.invoice(1)), new FutureTask<>(() -> client.invoice(2)));
        calls.forEach(call -> Thread.ofVirtual().start(call));
        waiting.awaitCallers();

        apply("concurrent: 2, attempts: 2");
        awaitAttempts(2);
        assertThatThrownBy(() -> client.invoice(3))
                .isInstanceOf(UpstreamUnavailableException.class)
                .hasMessageContaining("2 calls are under way");

        waiting.go();
        for (var call : calls) {
            assertThat(call.get()).isEqualTo(INVOICE);
        }
        assertThat(client.invoice(4)).isEqualTo(INVOICE);
    }

    @Test
    void aProcessThatStartsGoesByWhatIsAppliedFromItsFirstCall() throws IOException {
        start("attempts: 1");
        apply("attempts: 2");

        start("attempts: 1");

        assertThat(inForce().any().attempts()).isEqualTo(2);
    }

    @Test
    void aProcessThatDoesOneThingGoesByItToo() throws IOException {
        client(context("attempts: 1", Map.of(), Map.of("entrega.command", "job")));

        assertThat(bean(ApplicationContext.class).getBeansOfType(CommandWorker.class))
                .hasAtLeastOneElementOfType(AppliedSettings.class);
    }

    /** The file that comes with it has been reviewed; what was applied to an earlier one has not. */
    @Test
    void aReleaseEndsWhatWasAppliedAlsoOneWithTheSameFile() throws IOException {
        start("attempts: 1");
        apply("attempts: 2");
        awaitAttempts(2);

        var release = context("attempts: 1", Map.of(), Map.of("entrega.command", RELEASE));
        try (release) {
            release.getBeansOfType(ReleaseStep.class).forEach(ReleaseStep::run);
        }

        awaitAttempts(1);
        assertThat(said(Level.INFO))
                .contains("upstream partner: attempts 2 -> 1 (what was applied ends with a release)");
    }

    /** Where each start prepares, in development, a process that is added or restarted is no deploy. */
    @Test
    void aStartEndsWhatWasAppliedOnlyIfItComesWithAnotherFile() throws IOException {
        start("attempts: 1");
        apply("attempts: 2");
        start("attempts: 1");
        assertThat(inForce().any().attempts()).isEqualTo(2);

        start("attempts: 1, concurrent: 9");

        assertThat(inForce().any().attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                nonsense                                     | not the settings of upstreams
                {"upstreams.partner.timeout":"soon"}         | can't be read from "soon"
                {"upstreams.other.timeout":"1s"}             | is called by nobody
                {"upstreams.partner.calls.buy.attempts":"1"} | is no call
                """)
    void whatCanNotBeReadChangesNothingAndIsSaidOnce(String settings, String why) throws IOException {
        start("attempts: 2");

        execute("INSERT INTO entrega.resilience (action, who, settings) VALUES ('apply', 'bob@host', '" + settings
                + "')");
        goRound(reader());

        assertThat(inForce().any().attempts()).isEqualTo(2);
        assertThat(said(Level.WARN))
                .hasSizeBetween(1, 2)
                .allSatisfy(warning -> assertThat(warning)
                        .startsWith("What bob@host has said of upstreams at ")
                        .contains("can't be used, so what is in force stays", why));
    }

    @Test
    void whileTheTableIsAwayWhatIsInForceStaysAndThatIsSaidOnce() throws IOException {
        var client = start("attempts: 1");
        apply("attempts: 2");
        awaitAttempts(2);

        execute("ALTER TABLE entrega.resilience RENAME TO away");
        goRound(reader());
        assertThat(said(Level.WARN))
                .hasSizeBetween(1, 2)
                .allMatch(warning -> warning.startsWith("What is applied to upstreams can't be read"));
        assertThat(inForce().any().attempts()).isEqualTo(2);
        assertThat(client.invoice(7)).isEqualTo(INVOICE);

        execute("ALTER TABLE entrega.away RENAME TO resilience");
        apply("attempts: 3");
        awaitAttempts(3);
    }

    /** More often than it may say something; the service's own says it too, or is about to. */
    private static void goRound(AppliedSettings reader) {
        for (int i = 0; i < 3; i++) {
            reader.round();
        }
    }

    /** One more than the service's own. */
    private AppliedSettings reader() {
        return new AppliedSettings(
                transactions(),
                bean(Upstreams.class),
                bean(Clients.class),
                bean(Environment.class),
                bean(Settings.class));
    }

    @Test
    void whoHasSeenSomethingElseChangesNothing() throws IOException {
        start("attempts: 1");
        var seen = transactions().write(table::state).orElseThrow();
        apply("attempts: 2");

        assertThat(transactions().<Boolean>write(connection -> table.undo(connection, seen, OPERATOR)))
                .isFalse();
        assertThat(transactions().write(table::state).orElseThrow().applied()).isNotNull();
    }
}
