package dev.entrega.marketplace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.entrega.client.ResilienceTable;
import dev.entrega.client.WrittenSettings;
import dev.entrega.marketplace.bazaar.Bazaar;
import dev.entrega.marketplace.bazaar.Fault;
import dev.entrega.test.EntregaTest;
import dev.entrega.test.TestDatabase;
import io.micronaut.http.client.exceptions.HttpClientException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code toolbelt resilience apply} does to this service while it runs. */
@ExtendWith(BazaarExtension.class)
@EntregaTest(settings = "upstreams.bazaar.breaker.attempts=1000")
class AppliedSettingsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final WrittenSettings IMPATIENT = new WrittenSettings(
            new TreeMap<>(Map.of("upstreams.bazaar.timeout", "200ms", "upstreams.bazaar.attempts", "1")));

    private final ResilienceTable table = new ResilienceTable();
    private final TestDatabase database;
    private final BazaarApi api;
    private final Bazaar bazaar;

    AppliedSettingsTest(TestDatabase database, BazaarApi api, Bazaar bazaar) {
        this.database = database;
        this.api = api;
        this.bazaar = bazaar;
    }

    @AfterEach
    void heal() {
        bazaar.become(Fault.NONE);
    }

    /** How a call ends while it takes too long. */
    private String ending() {
        var failure = catchThrowableOfType(
                HttpClientException.class, () -> api.ship("o-1", new BazaarApi.Shipment("DHL", "JD-1"), "key-1"));
        return String.valueOf(failure.getMessage());
    }

    @Test
    void theTimeOutOfTheRunningServiceChangesAndChangesBack() throws SQLException {
        bazaar.become(Fault.SLOW);
        assertThat(ending()).isEqualTo("bazaar has not answered within 3000 ms");

        try (var connection = database.connect()) {
            var released = table.state(connection).orElseThrow();
            assertThat(released.written().values()).containsEntry("upstreams.bazaar.timeout", "3s");
            assertThat(table.apply(connection, released, "ann@host", IMPATIENT)).isTrue();
            await().atMost(SOON).until(() -> ending().equals("bazaar has not answered within 200 ms"));

            var applied = table.state(connection).orElseThrow();
            assertThat(table.undo(connection, applied, "ann@host")).isTrue();
            await().atMost(SOON).until(() -> ending().equals("bazaar has not answered within 3000 ms"));
        }
        assertThat(database.rows("SELECT action, who FROM entrega.resilience ORDER BY id"))
                .containsExactly("release|", "apply|ann@host", "undo|ann@host");
    }
}
