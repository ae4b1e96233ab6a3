package dev.entrega.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PauseCommandTest {

    @TempDir
    Path folder;

    private final ServiceDatabase database = ServiceDatabase.migrated();
    private Terminal terminal;

    @BeforeEach
    void openTerminal() throws IOException {
        terminal = Terminal.withProfile(folder, Map.of("stock-service", database.url()));
        var cloud = Terminal.cloud();
        cloud.createQueue(terminal.name("stock-service"), Map.of());
        cloud.createQueue(terminal.name("stock-service_lane_partner"), Map.of());
        cloud.createQueue(terminal.name("stock-service_dlq"), Map.of());
    }

    @Test
    void pauseAndResumeAreHeardByTheServiceAndWrittenDown() throws SQLException {
        var paused = terminal.run("queue", "pause", "stock-service_lane_partner", "--reason", "INC-42", "--yes");

        assertThat(paused.exitCode()).isZero();
        assertThat(paused.lines()).containsExactly("paused " + terminal.name("stock-service_lane_partner"));
        assertThat(terminal.run("queue", "pauses").lines().getLast())
                .contains(terminal.name("stock-service_lane_partner"), "INC-42");

        assertThat(terminal.run("queue", "resume", "stock-service_lane_partner").exitCode())
                .isZero();
        assertThat(terminal.run("queue", "pauses", "--json").lines()).isEmpty();
        assertThat(database.count("SELECT count(*) FROM entrega.audit WHERE action IN ('pause', 'resume')"))
                .isEqualTo(2);
    }

    @Test
    void asJsonItSaysWhetherAnythingChanged() {
        assertThat(terminal.run("queue", "pause", "stock-service", "--reason", "x", "--yes", "--json")
                        .out())
                .contains("\"paused\":true", "\"changed\":true");
        assertThat(terminal.run("queue", "pause", "stock-service", "--reason", "x", "--yes", "--json")
                        .out())
                .contains("\"changed\":false");
        assertThat(terminal.run("queue", "resume", "stock-service", "--json").out())
                .contains("\"paused\":false", "\"changed\":true");
    }

    @Test
    void aPauseWithoutAReasonIsRefused() {
        assertThat(terminal.run("queue", "pause", "stock-service", "--yes").exitCode())
                .isEqualTo(2);
        assertThat(terminal.run("queue", "pause", "stock-service", "--reason", " ", "--yes")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void aPauseWithoutConsentIsRefused() throws SQLException {
        assertThat(terminal.run("queue", "pause", "stock-service", "--reason", "x")
                        .exitCode())
                .isEqualTo(4);
        assertThat(database.count("SELECT count(*) FROM entrega.lane")).isZero();
    }

    @Test
    void aQueueThatNoServiceReceivesFromCannotBePaused() {
        var result = terminal.run("queue", "pause", "stock-service_dlq", "--reason", "x", "--yes");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("nobody would heed a pause");
    }
}
