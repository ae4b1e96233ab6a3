package dev.entrega.marketplace.tests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.marketplace.demo.Marketplace;
import dev.entrega.marketplace.demo.Tally;
import dev.entrega.marketplace.demo.Trial;
import dev.entrega.marketplace.demo.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KilledServiceTest {
    private static final int ORDERS = 100;

    @Test
    void noOrderIsLostOrAppliedTwiceWhenTheStockServiceIsKilledMidway() {
        try (Marketplace marketplace = Marketplace.start(Path.of(".."))) {
            Verdict verdict = new Trial(marketplace, System.out::println).run(ORDERS);

            if (!verdict.passed()) {
                System.out.println("logs: " + marketplace.keepLogs());
            }
            assertThat(verdict.complaints()).isEmpty();
            assertThat(verdict.tally())
                    .extracting(Tally::accepted, Tally::notModified, Tally::lost, Tally::appliedTwice, Tally::reordered)
                    .containsExactly(ORDERS, ORDERS / 20, 0, 0, 0);
            assertThat(verdict.tally().duplicatesSuppressed()).isPositive();
        }
    }
}
