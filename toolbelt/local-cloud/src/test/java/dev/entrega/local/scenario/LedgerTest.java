package dev.entrega.local.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    @Test
    void whatWasPromisedIsHeldAgainstWhatWasDone() {
        var ledger = new Ledger();
        ledger.accepted("fine");
        ledger.accepted("gone");
        ledger.accepted("twice");
        ledger.unknown("perhaps");
        ledger.unknown("perhaps not");

        assertThat(ledger.check(Map.of("fine", 1L, "twice", 2L, "perhaps", 1L, "nobody's", 1L)))
                .containsExactly("LOST gone", "PHANTOM nobody's", "DUPLICATED twice, 2 times");
    }
}
