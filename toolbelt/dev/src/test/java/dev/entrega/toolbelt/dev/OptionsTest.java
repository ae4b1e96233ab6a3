package dev.entrega.toolbelt.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutArgumentsEverythingRunsOnTheFixedPorts() {
        assertThat(Options.parse())
                .isEqualTo(new Options(Path.of("").toAbsolutePath(), true, true, true, 9400, 4566, 4567, false));
    }

    @Test
    void freePortsAreFreeForAll() {
        var options = Options.parse("--port", "9000", "--free-ports");
        assertThat(options.port()).isZero();
        assertThat(options.cloudPort()).isZero();
        assertThat(options.issuerPort()).isZero();
        assertThat(options.freePorts()).isTrue();
    }

    @Test
    void aWrongPortIsSaidWithWhatWouldBeRight() {
        assertThatThrownBy(() -> Options.parse("--port", "70000"))
                .hasMessageContainingAll("--port is '70000'", "between 0 and 65535", "usage:");
        assertThatThrownBy(() -> Options.parse("--cloud-port")).hasMessageContaining("--cloud-port is ''");
        assertThatThrownBy(() -> Options.parse("--issuer-port", "x")).hasMessageContaining("--issuer-port is 'x'");
    }

    @Test
    void anUnknownArgumentIsNamed() {
        assertThatThrownBy(() -> Options.parse("--quiet")).hasMessageContainingAll("'--quiet'", "usage:");
    }
}
