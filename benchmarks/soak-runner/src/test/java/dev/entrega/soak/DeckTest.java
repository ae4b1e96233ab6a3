package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeckTest {

    private static List<Fault> dealt(long seed, int times) {
        var deck = new Deck(new Random(seed));
        return Stream.generate(deck::next).limit(times).toList();
    }

    @Test
    void everyFaultComesOnceBeforeAnyComesAgain() {
        int all = Fault.values().length;
        var twice = dealt(1, 2 * all);

        assertThat(twice.subList(0, all)).containsExactlyInAnyOrder(Fault.values());
        assertThat(twice.subList(all, 2 * all)).containsExactlyInAnyOrder(Fault.values());
    }

    @Test
    void theSeedSaysInWhatOrder() {
        int all = Fault.values().length;

        assertThat(dealt(1, all)).isEqualTo(dealt(1, all)).isNotEqualTo(dealt(2, all));
    }
}
