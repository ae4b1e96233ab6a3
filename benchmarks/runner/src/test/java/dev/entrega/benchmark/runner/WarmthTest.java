package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmthTest {

    private static boolean isAtRest(double... costs) {
        var warmth = new Warmth();
        for (double cost : costs) {
            warmth.note(cost);
        }
        return warmth.isAtRest();
    }

    @Test
    void whatBecomesCheaperIsNotAtRest() {
        assertThat(isAtRest(3_753, 1_675, 788, 767, 556, 395)).isFalse();
        assertThat(isAtRest(100, 100, 100, 90)).isFalse();
    }

    @Test
    void whatStaysAsItIsHasComeToRest() {
        assertThat(isAtRest(386, 174, 172, 165, 176)).isTrue();
        assertThat(isAtRest(100, 99, 101, 130)).isTrue();
    }

    @Test
    void aFewSlicesAreTooFewToTell() {
        assertThat(isAtRest(100, 100, 100)).isFalse();
    }

    @Test
    void whatHasDoneNothingIsNotAtRest() {
        double nothing = Double.POSITIVE_INFINITY;

        assertThat(isAtRest(nothing, nothing, nothing, nothing, nothing)).isFalse();
    }
}
