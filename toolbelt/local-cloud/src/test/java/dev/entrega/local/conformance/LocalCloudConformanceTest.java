package dev.entrega.local.conformance;

import dev.entrega.local.LocalCloud;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Against the local cloud, or against {@code ENTREGA_CONFORMANCE_ENDPOINT}: a variable of its own, since the suite
 * creates and destroys, and a stray {@code AWS_ENDPOINT_URL} must not be enough for that.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalCloudConformanceTest implements Conformance {
    private final Optional<URI> given = Optional.ofNullable(System.getenv("ENTREGA_CONFORMANCE_ENDPOINT"))
            .filter(endpoint -> !endpoint.isBlank())
            .map(URI::create);

    private final Optional<LocalCloud> local = given.isPresent() ? Optional.empty() : Optional.of(LocalCloud.start());
    private final Cloud cloud =
            new Cloud(given.orElseGet(() -> local.orElseThrow().endpoint()));

    @AfterAll
    void stop() {
        cloud.close();
        local.ifPresent(LocalCloud::close);
    }

    @Override
    public Cloud cloud() {
        return cloud;
    }
}
