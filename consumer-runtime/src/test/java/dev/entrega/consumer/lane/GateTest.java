package dev.entrega.consumer.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.lane.LaneTable.Pause;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.health.Reach;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate main = Gate.ofMain("orders");
    private final Map<String, Reach> reach = new HashMap<>(Map.of("partner", Reach.ALL, "other", Reach.ALL));
    private final Needs needs =
            new Needs(Map.of("slow", Set.of("partner", "other")), name -> reach.getOrDefault(name, Reach.ALL));
    private final Gate lane = Gate.ofLane("orders_lane_slow", null, needs.of("slow"));

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(lane.begin()).isTrue();
            lane.failed();
        }
    }

    private void openAndAwaitTheTrial() {
        fail(10);
        await().until(lane::isTrying);
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
        assertThat(lane.isTrying()).isFalse();
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

        assertThat(lane.isTrying()).isTrue();
        assertThat(lane.begin()).isTrue();
    }

    @Test
    void aLaneBeginsNothingWhileWhatItNeedsCanNotBeCalled() {
        reach.put("partner", Reach.NONE);
        assertThat(lane.closed()).hasValueSatisfying(why -> assertThat(why).startsWith("partner has failed too often"));
        assertThat(lane.begin()).isFalse();

        reach.put("partner", Reach.ALL);
        assertThat(lane.closed()).isEmpty();
        assertThat(lane.begin()).isTrue();
    }

    @Test
    void aLaneBeginsOneAtATimeWhileWhatItNeedsIsTried() {
        reach.put("partner", Reach.ONE);

        assertThat(lane.closed()).isEmpty();
        assertThat(lane.isTrying()).isTrue();
        assertThat(lane.begin()).isTrue();
        assertThat(lane.begin()).isFalse();
        lane.failed();
        assertThat(lane.begin()).isTrue();
        lane.gaveBack();
        assertThat(lane.begin()).isTrue();
        lane.ended();
        assertThat(lane.begin()).isTrue();
    }

    /** Otherwise the one that the breaker would let through would be lost to one that it refuses. */
    @Test
    void oneThatTheBreakerRefusesIsNotCountedAsBegun() {
        fail(10);
        assertThat(lane.begin()).isFalse();
        await().until(lane::isTrying);
        reach.put("partner", Reach.ONE);

        assertThat(lane.begin()).isTrue();
    }

    @Test
    void whatNoOneNeedsStopsNothing() {
        var free = Gate.ofLane("orders_lane_fast", null, needs.of("fast"));
        reach.put("partner", Reach.NONE);

        assertThat(free.closed()).isEmpty();
        assertThat(free.begin()).isTrue();
    }

    @Test
    void whatIsNeededMustBeCalledByTheService() {
        assertThatThrownBy(() -> new Needs(Map.of("slow", Set.of("partner")), null))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("add platform-client and an interface with @Client(\"partner\")");
    }
}
