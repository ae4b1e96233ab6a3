package dev.entrega.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final String TOPIC = "order.placed.v1";

    private final Routes routes = new Routes();

    @Test
    void aDestinationThatTookSomethingBeforeItFailedHasFailedForTheFirstTime() {
        assertThat(routes.begin(TOPIC)).isZero();
        assertThat(routes.fail(TOPIC).first()).isTrue();
        assertThat(routes.begin(TOPIC)).isEqualTo(1);
        assertThat(routes.fail(TOPIC).first()).isFalse();

        assertThat(routes.begin(TOPIC)).isEqualTo(2);
        routes.takes(TOPIC);
        var again = routes.fail(TOPIC);

        assertThat(again.first()).isTrue();
        assertThat(again.pause()).isLessThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void nothingIsTakenForADestinationThatIsSentToAlreadyOrIsLeftAlone() {
        routes.begin(TOPIC);
        assertThat(routes.closed()).containsExactly(TOPIC);

        routes.fail(TOPIC);
        assertThat(routes.closed()).containsExactly(TOPIC);
        assertThat(routes.next()).isNotNull();

        routes.begin(TOPIC);
        routes.succeed(TOPIC);
        assertThat(routes.closed()).isEmpty();
        assertThat(routes.next()).isNull();
    }
}
