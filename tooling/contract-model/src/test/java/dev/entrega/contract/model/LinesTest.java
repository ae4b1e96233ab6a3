package dev.entrega.contract.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {

    private static final Lines LINES = Lines.of("""
            {
              "a": {"b": 1,
                "c/d~": [
                  1,
                  {"e": 2}
                ]
              }
            }
            """);

    @Test
    void everyPlaceHasTheLineItBeginsOn() {
        assertThat(LINES.at("#")).isEqualTo(1);
        assertThat(LINES.at("#/a")).isEqualTo(2);
        assertThat(LINES.at("#/a/b")).isEqualTo(2);
        assertThat(LINES.at("#/a/c~1d~0")).isEqualTo(3);
        assertThat(LINES.at("#/a/c~1d~0/1")).isEqualTo(5);
        assertThat(LINES.at("#/a/c~1d~0/1/e")).isEqualTo(5);
    }

    @Test
    void whatIsNotThereHasTheLineOfWhatIsAroundIt() {
        assertThat(LINES.at("#/a/c~1d~0/7/x")).isEqualTo(3);
        assertThat(LINES.at("#/x")).isEqualTo(1);
    }

    @Test
    void aBrokenFileHasTheLinesBeforeTheFault() {
        assertThat(Lines.of("{\n\"a\": 1,\n\"b\": }").at("#/a")).isEqualTo(2);
    }
}
