package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CreditsTest {

    private final Credits credits = new Credits(10, 100, 1000);

    @Test
    void noMoreIsTakenThanIsAllowedInHand() throws InterruptedException {
        assertThat(credits.take(Duration.ZERO)).isEqualTo(10);
        assertThat(credits.take(Duration.ZERO)).isZero();

        credits.received(10, 4, 40);

        assertThat(credits.take(Duration.ZERO)).isEqualTo(6);
    }

    @Test
    void oneIsTakenAloneOnlyIfNothingIsInHand() throws InterruptedException {
        assertThat(credits.takeAlone(Duration.ZERO)).isEqualTo(1);
        assertThat(credits.takeAlone(Duration.ofMillis(1))).isZero();

        credits.ended(0);

        assertThat(credits.takeAlone(Duration.ZERO)).isEqualTo(1);
        assertThat(credits.take(Duration.ZERO)).as("what is left").isEqualTo(9);
    }

    @Test
    void aReceiveWaitsForRoomThatIsWorthIt() throws Exception {
        credits.take(Duration.ZERO);
        credits.ended(0);
        var taken = new FutureTask<>(() -> credits.take(Duration.ofMinutes(1)));
        var receiver = Thread.ofPlatform().start(taken);

        for (int i = 0; i < 3; i++) {
            awaitState(receiver, State.TIMED_WAITING);
            credits.ended(0);
        }
        awaitState(receiver, State.TIMED_WAITING);
        credits.ended(0);

        assertThat(taken.get(10, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void ofSeveralThatWaitEachTellsTheNext() throws Exception {
        var roomy = new Credits(20, 100, 1000);
        roomy.take(Duration.ZERO);
        roomy.take(Duration.ZERO);
        var one = new FutureTask<>(() -> roomy.take(Duration.ofMinutes(1)));
        var other = new FutureTask<>(() -> roomy.take(Duration.ofMinutes(1)));
        awaitState(Thread.ofPlatform().start(one), State.TIMED_WAITING);
        awaitState(Thread.ofPlatform().start(other), State.TIMED_WAITING);

        roomy.received(20, 0, 0);

        assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(10);
        assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(10);
    }

    private static void awaitState(Thread thread, State state) {
        await().until(thread::getState, is -> is == state || is == State.TERMINATED);
    }

    @Test
    void afterItsPatienceAReceiveTakesWhatRoomThereIs() throws InterruptedException {
        credits.take(Duration.ZERO);
        credits.ended(0);

        assertThat(credits.take(Duration.ofMillis(1))).isEqualTo(1);
    }

    @Test
    void aFewLargeMessagesAreEnough() throws InterruptedException {
        credits.take(Duration.ZERO);
        credits.received(10, 2, 1000);

        assertThat(credits.take(Duration.ZERO)).isZero();

        credits.ended(500);
        assertThat(credits.take(Duration.ZERO)).isEqualTo(9);
    }

    @Test
    void moreMayBeInHandWhileNothingWaits() throws InterruptedException {
        grow();

        assertThat(credits.limit()).isEqualTo(100);
    }

    private void grow() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            credits.take(Duration.ZERO);
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
        credits.take(Duration.ZERO);
        assertThat(credits.awaitNone(Duration.ofMillis(1))).isFalse();

        credits.received(10, 1, 10);
        credits.ended(10);

        assertThat(credits.awaitNone(Duration.ofSeconds(1))).isTrue();
    }
}
