package dev.entrega.marketplace.deploys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The proof in small; docs/deploys-measured.md says how to run it in full, and what came out. */
@Tag("faults")
class RolloutTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final long MEMORY = 512L * 1024 * 1024;

    /** Much shorter than on a PaaS: the harder case for what the two processes share. */
    private static final Duration OVERLAP = Duration.ofSeconds(3);

    @Test
    void nothingIsLostOrAppliedTwiceOrAnsweredWithAnErrorWhileBothServicesAreReplaced() {
        var report = new Rollout(ROOT, MEMORY, OVERLAP, System.out::println).run(2, 20);

        System.out.println(report.table());
        assertThat(report.complaints()).isEmpty();
    }
}
