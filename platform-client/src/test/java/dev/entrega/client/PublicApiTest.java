package dev.entrega.client;

import dev.entrega.architecture.PublicApi;
import org.junit.jupiter.api.Test;

class PublicApiTest {
    @Test
    void keepsItsPromise() {
        PublicApi.check();
    }
}
