package dev.entrega.marketplace.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AsyncapiTest {

    @Test
    void theBuildWritesADocumentOfTheContracts() {
        assertThat(Path.of("target", "asyncapi.yaml"))
                .content()
                .startsWith("asyncapi: \"3.1.0\"")
                .contains("{env}_order_placed_v2", "{env}_stock_rejected_v1", "price.changed.v1:");
    }
}
