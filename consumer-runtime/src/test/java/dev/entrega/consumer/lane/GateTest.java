package dev.entrega.consumer.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.lane.LaneTable.Pause;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate main = Gate.ofMain("orders");
    private final Gate lane = Gate.ofLane("orders_lane_slow", null);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(lane.begin()).isTrue();
            lane.failed();
        }
    }

    private void openAndAwaitTheTrial() {
        fail(10);
        await().until(() -> lane.mostReceived() == 1);
    }

    @Test
    void whatIsPausedBeginsNothingUntilItIsResumed() {
        main.pause(new Pause("INC-42", "ada", Instant.EPOCH));

        assertThat(main.isPaused()).isTrue();
        assertThat(main.closed()).hasValueSatisfying(why -> assertThat(why).contains("ada", "INC-42"));
        assertThat(main.begin()).isFalse();

        main.pause(null);
        assertThat(main.closed()).isEmpty();
        assertThat(main.begin()).isTrue();
    }

    @Test
    void aPausedLaneBeginsNothingEither() {
        lane.pause(new Pause("INC-42", "ada", Instant.EPOCH));

        assertThat(lane.begin()).isFalse();
    }

    @Test
    void aLaneWhoseDeliveriesFailBeginsNoMore() {
        fail(9);
        assertThat(lane.closed()).as("too few to tell").isEmpty();
        assertThat(lane.breakerState()).isZero();

        fail(1);

        assertThat(lane.closed()).isPresent();
        assertThat(lane.breakerState()).isEqualTo(2);
        assertThat(lane.begin()).isFalse();
    }

    @Test
    void aLaneOfWhichLessThanHalfFailGoesOn() {
        for (int i = 0; i < 20; i++) {
            assertThat(lane.begin()).isTrue();
            if (i % 5 > 2) {
                lane.failed();
            } else {
                lane.ended();
            }
        }

        assertThat(lane.closed()).isEmpty();
    }

    @Test
    void afterAWhileItTriesOneAndNoMore() {
        openAndAwaitTheTrial();

        assertThat(lane.closed()).as("the one is received").isEmpty();
        assertThat(lane.breakerState()).isEqualTo(1);
        assertThat(lane.begin()).isTrue();
        assertThat(lane.begin()).isFalse();

        lane.ended();
        assertThat(lane.mostReceived()).isGreaterThan(1);
        assertThat(lane.begin()).isTrue();
        assertThat(lane.begin()).isTrue();
    }

    @Test
    void ifThatFailsTooItWaitsAgain() {
        openAndAwaitTheTrial();

        fail(1);

        assertThat(lane.closed()).isPresent();
    }

    @Test
    void aTrialThatWasGivenBackSaysNothingAndAnotherIsTried() {
        openAndAwaitTheTrial();
        assertThat(lane.begin()).isTrue();

        lane.gaveBack();

        assertThat(lane.mostReceived()).isEqualTo(1);
        assertThat(lane.begin()).isTrue();
    }
}
