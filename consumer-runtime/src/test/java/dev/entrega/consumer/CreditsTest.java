package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CreditsTest {

    private final Credits credits = new Credits(10, 100, 1000);

    @Test
    void noMoreIsTakenThanIsAllowedInHand() throws InterruptedException {
        assertThat(credits.take(10, Duration.ZERO)).isEqualTo(10);
        assertThat(credits.take(10, Duration.ZERO)).isZero();

        credits.received(10, 4, 40);

        assertThat(credits.take(10, Duration.ZERO)).isEqualTo(6);
    }

    @Test
    void noMoreIsTakenThanIsWanted() throws InterruptedException {
        assertThat(credits.take(1, Duration.ZERO)).isEqualTo(1);
        assertThat(credits.take(10, Duration.ZERO)).isEqualTo(9);
    }

    @Test
    void aFewLargeMessagesAreEnough() throws InterruptedException {
        credits.take(10, Duration.ZERO);
        credits.received(10, 2, 1000);

        assertThat(credits.take(10, Duration.ZERO)).isZero();

        credits.ended(500);
        assertThat(credits.take(10, Duration.ZERO)).isEqualTo(9);
    }

    @Test
    void moreMayBeInHandWhileNothingWaits() throws InterruptedException {
        grow();

        assertThat(credits.limit()).isEqualTo(100);
    }

    private void grow() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            credits.take(10, Duration.ZERO);
            credits.begun(Duration.ofMillis(1));
        }
    }

    @Test
    void lessMayBeInHandWhileSomethingWaitsButNeverLessThanIsHandledAtOnce() throws InterruptedException {
        grow();
        for (int i = 0; i < 200; i++) {
            credits.begun(Duration.ofSeconds(2));
        }

        assertThat(credits.limit()).isEqualTo(10);
    }

    @Test
    void whoWaitsForTheEndHearsWhenNothingIsInHand() throws InterruptedException {
        credits.take(10, Duration.ZERO);
        assertThat(credits.awaitNone(Duration.ofMillis(1))).isFalse();

        credits.received(10, 1, 10);
        credits.ended(10);

        assertThat(credits.awaitNone(Duration.ofSeconds(1))).isTrue();
    }
}
