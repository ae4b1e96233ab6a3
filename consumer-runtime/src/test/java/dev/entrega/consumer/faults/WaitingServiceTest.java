package dev.entrega.consumer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.TestDatabase;
import dev.entrega.consumer.TestQueueClient;
import dev.entrega.local.faults.BrokerCall;
import dev.entrega.local.faults.BrokerFault;
import dev.entrega.local.faults.BrokerFault.AwsError;
import dev.entrega.local.faults.TcpFault;
import dev.entrega.local.process.ChildProcess;
import dev.entrega.local.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows 4, 14 and 43 at the start of a process: what it needs isn't there yet. */
@Tag("faults")
class WaitingServiceTest {

    private final String environment = "p" + Long.toHexString(System.nanoTime());
    private final Scenario scenario = new Scenario(environment);

    @AfterEach
    void close() {
        scenario.close();
    }

    private ChildProcess start() {
        return scenario.start(FaultyService.class, "orders-api", Map.of());
    }

    @Test
    void aWorkerSaysWhatItWaitsForBeginsByItselfAndSaysWhatGetsWorseLater() throws Exception {
        scenario.database().set(new TcpFault.Refused());
        var service = start().await("orders-api waits for the database");
        assertThat(service.output()).doesNotContain("is ready").doesNotContain("\tat ");

        scenario.database().set(new TcpFault.None());
        service.await("orders-api is ready");
        try (var queue = new TestQueueClient(scenario.cloud(), environment + "_orders-api")) {
            queue.sendOrder("done--1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> new TestDatabase(scenario.databaseUrl()).effects("done--1") == 1);
            // A delete that is carried out without its answer is never asked for again, and is remembered for two
            // minutes.
            await().atMost(Duration.ofSeconds(30)).until(() -> queue.size() == 0);
        }

        scenario.brokerConnections().set(new TcpFault.Refused());
        service.await("health: broker is degraded: ");
        scenario.brokerConnections().set(new TcpFault.None());
        service.await("health: broker is up");
        assertThat(service.output().lines().filter(line -> line.contains("orders-api waits for")))
                .hasSize(1);
        assertThat(service.output().lines().filter(line -> line.contains("broker is degraded")))
                .hasSize(1);
    }

    @Test
    void whatIsMisconfiguredEndsItAlsoAfterItHasWaited() throws Exception {
        scenario.broker().always(BrokerCall.to(), new BrokerFault.Refused(AwsError.EXPIRED_CREDENTIALS));
        scenario.brokerConnections().set(new TcpFault.Refused());
        var service = start().await("orders-api waits for the broker");

        scenario.brokerConnections().set(new TcpFault.None());
        service.awaitExit();

        assertThat(service.exitCode()).isEqualTo(1);
        assertThat(service.output().lines().filter(line -> line.startsWith("can't start: ")))
                .singleElement()
                .asString()
                .contains("ExpiredToken");
        assertThat(service.output()).doesNotContain("\tat ");
    }

    @Test
    void aSigtermWhileItWaitsEndsIt() throws Exception {
        scenario.database().set(new TcpFault.BlackHole());
        var service = start().await("orders-api waits for the database");

        service.terminate();

        assertThat(service.awaitExit()).isLessThan(Duration.ofSeconds(25));
        assertThat(service.output()).doesNotContain("\tat ");
    }
}
