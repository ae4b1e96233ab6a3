package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstancesTest {

    private final Instances instances =
            new Instances(List.of(URI.create("http://one:1"), URI.create("http://two:2")), bound -> 0);

    @Test
    void aRetryGoesWhereTheCallHasNotFailedYet() {
        var tried = instances.choose(Set.of(), 0);
        var other = instances.choose(Set.of(tried), 0);
        for (int i = 0; i < 10; i++) {
            other.begin();
        }

        assertThat(other).isNotSameAs(tried);
        assertThat(instances.choose(Set.of(), 0)).as("it has less to do").isSameAs(tried);
        assertThat(instances.choose(Set.of(tried), 0)).isSameAs(other);
        assertThat(instances.choose(Set.of(tried, other), 0))
                .as("all have failed")
                .isSameAs(tried);
    }
}
