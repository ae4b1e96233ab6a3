package dev.entrega.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller may say of where its request comes from, and what is passed on of it. */
class OriginTest {

    static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void whatIsWellFormedIsPassedOnAsItCame() {
        var origin = new Origin(TRACE, "rojo=00f067aa0ba902b7,congo=t61", "order/7");

        assertThat(origin.traceparent()).isEqualTo(TRACE);
        assertThat(origin.tracestate()).isEqualTo("rojo=00f067aa0ba902b7,congo=t61");
        assertThat(origin.correlationId()).isEqualTo("order/7");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "00-xyz", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"})
    void aStateGoesNowhereWithoutItsTrace(String malformed) {
        assertThat(new Origin(malformed, "rojo=1", null)).isEqualTo(Origin.NONE);
    }

    @Test
    void aStateThatIsTooLongOrNoTextIsLeftOut() {
        assertThat(new Origin(TRACE, "x".repeat(512), null).tracestate()).hasSize(512);
        assertThat(new Origin(TRACE, "x".repeat(513), null)).isEqualTo(new Origin(TRACE, null, null));
        assertThat(new Origin(TRACE, "rojo=1\r\nCookie: a", null)).isEqualTo(new Origin(TRACE, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb", "\u00e9"})
    void aCorrelationThatIsNoVisibleTextIsLeftOut(String malformed) {
        assertThat(new Origin(null, null, malformed)).isEqualTo(Origin.NONE);
    }

    @Test
    void aCorrelationHasUpTo128Characters() {
        assertThat(new Origin(null, null, "x".repeat(128)).correlationId()).hasSize(128);
        assertThat(new Origin(null, null, "x".repeat(129))).isEqualTo(Origin.NONE);
    }

    @Test
    void inAHandlerItIsThatOfTheEvent() {
        var ofRequest = new Origin(null, null, "request");
        var ofEvent = new Origin(TRACE, null, "event");
        var origins = new Origins(List.of(Optional::empty, () -> Optional.of(ofRequest)));

        assertThat(origins.current()).isEqualTo(ofRequest);
        assertThat(ScopedValue.where(CurrentEvent.ORIGIN, ofEvent).call(origins::current))
                .isEqualTo(ofEvent);
        assertThat(new Origins(List.of()).current()).isEqualTo(Origin.NONE);
    }
}
