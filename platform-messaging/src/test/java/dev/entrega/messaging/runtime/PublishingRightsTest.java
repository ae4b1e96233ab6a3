package dev.entrega.messaging.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription.Published;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service that declares an event of a noun whose {@code publishers} don't name it. */
class PublishingRightsTest {

    private static final String REFUSED = "order/noun.yaml: stranger publishes order.placed.v1, which only orders-api,"
            + " marketplace-webhook may; add stranger to its publishers and build it with those contracts, or take"
            + " OrderPlacedV1.class out of @Publishes";

    private final String database = SharedCloud.freshDatabase("rights");

    private Map<String, Object> stranger() {
        return new HashMap<>(Map.of("entrega.service", "stranger", "database.url", database));
    }

    private Map<String, Object> once(String command) {
        var settings = stranger();
        settings.put(Entrega.COMMAND, command);
        return settings;
    }

    /** Looked at by a service that may, in an environment of its own. */
    private void assertThatNothingWasMade(String environment) {
        try (var other = TestService.start("rights", Map.of())) {
            assertThat(other.context.getBean(Resources.class).topicArns().keySet())
                    .noneMatch(topic -> topic.startsWith(environment + "_"));
        }
        try (var looking = TestService.start("rights", Map.of("database.url", database, Entrega.COMMAND, "look"))) {
            assertThat(looking.count("SELECT count(*) FROM pg_namespace WHERE nspname = 'entrega'"))
                    .isZero();
        }
    }

    @Test
    void itDoesNotStart() {
        assertThatThrownBy(() -> TestService.start("unstarted", stranger()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(REFUSED);
        assertThatNothingWasMade("unstarted");
    }

    @Test
    void itIsNotReleased() {
        try (var release = TestService.start("unreleased-stranger", once("release"))) {
            assertThatThrownBy(() -> release.context.getBean(Preparation.class).make())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(REFUSED);
        }
        assertThatNothingWasMade("unreleased-stranger");
    }

    /** As a bean may do while the container starts. */
    @Test
    void itHasNoPublisherEvenBeforeItBegins() {
        try (var context = TestService.start("early", once("none"))) {
            assertThatThrownBy(() -> context.context.getBean(Publisher.class)).hasStackTraceContaining(REFUSED);
        }
        assertThatNothingWasMade("early");
    }

    @Test
    void itDescribesItselfAllTheSameWithWhoMay() {
        try (var context = TestService.start("described", once("describe"))) {
            var description = ServiceDescription.parse(
                    context.context.getBean(Description.class).of().toJson());

            assertThat(description.publishes())
                    .contains(new Published("price.changed.v1", "described_price.fifo", List.of("orders-api")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "release", "relay"})
    @Tag("faults")
    void itsProcessesSaySoInOneLineAndEnd(String command) throws Exception {
        var settings = new HashMap<>(SharedCloud.settings("rights"));
        settings.putAll(stranger());
        settings.put("entrega.env", "ended");

        try (var process = RelayingProcess.start(settings, command)) {
            process.awaitLine("can't start: " + REFUSED);

            assertThat(process.waitFor()).isEqualTo(1);
        }
        assertThatNothingWasMade("ended");
    }
}
