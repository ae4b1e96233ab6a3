package dev.entrega.local.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Against fauxqs, an emulator by others: a second opinion on what the local cloud claims of AWS. In the profile
 * {@code fauxqs} alone, since npm installs it from the network.
 */
@EnabledIfSystemProperty(named = "entrega.fauxqs", matches = "true", disabledReason = "the profile fauxqs is off")
@ExtendWith(Differences.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FauxqsConformanceTest implements Conformance {
    private Fauxqs fauxqs;
    private Cloud cloud;

    @BeforeAll
    void start() throws Exception {
        fauxqs = Fauxqs.start();
        cloud = new Cloud(fauxqs.endpoint());
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
        if (fauxqs != null) {
            fauxqs.close();
        }
    }

    @Override
    public Cloud cloud() {
        return cloud;
    }

    @Test
    void everyNamedDifferenceIsATestOfTheSuite() {
        assertThat(Differences.read().stringPropertyNames())
                .isSubsetOf(Arrays.stream(Conformance.class.getMethods())
                        .map(Method::getName)
                        .toList());
    }
}
