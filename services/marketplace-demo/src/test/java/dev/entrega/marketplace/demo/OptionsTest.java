package dev.entrega.marketplace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

    @Test
    void readsOrdersAndJsonInAnyOrder() {
        assertThat(Options.parse("--json", "--orders", "7")).isEqualTo(new Options(7, true));
        assertThat(Options.parse()).isEqualTo(new Options(1000, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000001", "99999999999", "ten", ""})
    void ordersMustBeANumberThatMakesSense(String orders) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--orders", orders))
                .withMessageContaining("between 1 and 1000000")
                .withMessageContaining("usage:");
    }

    @Test
    void anUnknownArgumentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--oders", "7"))
                .withMessageContaining("--oders");
    }
}
