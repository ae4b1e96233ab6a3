package dev.entrega.marketplace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketplaceTest {

    @Test
    void aMissingJarIsNamedWithTheWayToBuildItBeforeAnythingStarts(@TempDir Path empty) {
        assertThatThrownBy(() -> Marketplace.start(empty))
                .isInstanceOfSatisfying(
                        MarketplaceException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(3))
                .hasMessageContaining("orders-api.jar is missing")
                .hasMessageContaining("mvn package");
    }
}
