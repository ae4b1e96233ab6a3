package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianIsTheOneInTheMiddleWhateverTheOrder() {
        assertThat(Samples.of(9, 1, 2).median()).isEqualTo(2);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Samples.of(4, 1, 2, 100).median()).isEqualTo(3);
    }

    @Test
    void aPercentileLiesBetweenTheValuesBesideIt() {
        var hundred = new Samples(
                IntStream.rangeClosed(0, 100).mapToObj(i -> (double) i).toList());

        assertThat(hundred.percentile(99)).isCloseTo(99, within(1e-9));
        assertThat(Samples.of(10, 20).percentile(75)).isCloseTo(17.5, within(1e-9));
        assertThat(Samples.of(7).percentile(99)).isEqualTo(7);
    }

    @Test
    void ratiosAreOfTheSameRound() {
        var ratio = Samples.of(10, 40, 90).dividedBy(Samples.of(1, 2, 3));

        assertThat(ratio.values()).containsExactly(10.0, 20.0, 30.0);
        assertThat(ratio.least()).isEqualTo(10);
        assertThat(ratio.most()).isEqualTo(30);
    }

    @Test
    void roundsThatAreMissingAreNoRatio() {
        assertThatThrownBy(() -> Samples.of(1, 2).dividedBy(Samples.of(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> new Samples(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
