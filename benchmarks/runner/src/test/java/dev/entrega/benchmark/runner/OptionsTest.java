package dev.entrega.benchmark.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private static final List<String> ROOMS = List.of("consumers", "relay", "types", "scaling");

    private static Options parse(String... arguments) {
        return Options.parse(List.of(arguments), Path.of("."), ROOMS);
    }

    @Test
    void withoutArgumentsEverythingIsMeasuredThoroughly() {
        var options = parse();

        assertThat(options.quick()).isFalse();
        assertThat(options.json()).isFalse();
        assertThat(options.write()).isFalse();
        assertThat(options.wants(room("relay", true))).isTrue();
        assertThat(options.wants(room("types", false))).isTrue();
    }

    @Test
    void aQuickRunLeavesOutWhatNoTargetIsAboutUnlessItIsNamed() {
        assertThat(parse("--quick").wants(room("relay", true))).isTrue();
        assertThat(parse("--quick").wants(room("types", false))).isFalse();
        assertThat(parse("--quick", "types").wants(room("types", false))).isTrue();
    }

    @Test
    void howThingsScaleIsMeasuredOnlyWhenItIsNamed() {
        assertThat(parse().wants(new ScalingRoom())).isFalse();
        assertThat(parse("--quick").wants(new ScalingRoom())).isFalse();
        assertThat(parse("scaling").wants(new ScalingRoom())).isTrue();
    }

    private static Room room(String name, boolean quick) {
        return new Room() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isForQuickRuns() {
                return quick;
            }

            @Override
            public void measure(Lab lab, Results results) {}
        };
    }

    @Test
    void roomsThatAreNamedAreMeasuredAlone() {
        var options = parse("--quick", "relay", "--json");

        assertThat(options.quick()).isTrue();
        assertThat(options.json()).isTrue();
        assertThat(options.wants(room("relay", true))).isTrue();
        assertThat(options.wants(room("consumers", true))).isFalse();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> parse("kitchen")).hasMessageContaining("kitchen");
    }

    @Test
    void onlyAFullRunIsWrittenDown() {
        assertThat(parse("--write").write()).isTrue();
        assertThat(parse("--write").page()).isEqualTo("performance");
        assertThat(parse("--write", "scaling").page()).isEqualTo("scaling");
        assertThatThrownBy(() -> parse("--write", "--quick")).hasMessageContaining("full run");
        assertThatThrownBy(() -> parse("--write", "--quick", "scaling")).hasMessageContaining("full run");
        assertThatThrownBy(() -> parse("--write", "scaling", "relay")).hasMessageContaining("full run");
        assertThatThrownBy(() -> parse("--write", "relay")).hasMessageContaining("full run");
    }
}
