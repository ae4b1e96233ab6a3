package dev.entrega.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void areReadFromTheCommandLine() {
        var options = Options.parse(
                "--seconds",
                "1800",
                "--seed",
                "7",
                "--rate",
                "100",
                "--faults",
                "12",
                "--mutant",
                "inbox-off",
                "--json");

        assertThat(options.time()).isEqualTo(Duration.ofMinutes(30));
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.rate()).isEqualTo(100);
        assertThat(options.faults()).isEqualTo(12);
        assertThat(options.mutant()).contains(Mutant.INBOX_OFF);
        assertThat(options.json()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds 5, '--seconds takes a number from 10 to 86400, not \"5\"'",
        "--seed x, '--seed takes a number from 0 to 2147483647, not \"x\"'",
        "--rate, --rate needs a value",
        "--fast, '\"--fast\" is not understood'"
    })
    void thatAreNotUnderstoodAreRefused(String arguments, String why) {
        assertThatThrownBy(() -> Options.parse(arguments.split(" ", -1))).hasMessage(why);
    }
}
