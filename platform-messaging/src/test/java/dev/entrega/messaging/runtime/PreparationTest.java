package dev.entrega.messaging.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.local.SharedCloud;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.aws.Resources;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a deployed service does at its start, where tables and topology are the release process's to make. */
class PreparationTest {

    private final String database = SharedCloud.freshDatabase("preparation");
    private final Map<String, Object> deployed = Map.of("entrega.prepare", "release", "database.url", database);

    private void release(String environment) {
        var settings = new HashMap<String, Object>(deployed);
        settings.put(Entrega.COMMAND, "release");
        try (var release = TestService.start(environment, settings)) {
            release.context.getBean(Preparation.class).make();
        }
    }

    @Test
    void withoutItsReleaseADeployedServiceRefusesToStart() {
        assertThatThrownBy(() -> TestService.start("unreleased", deployed))
                .hasMessage(
                        "migration V1__outbox.sql of messaging is missing in the database, because the release process"
                                + " of orders-api has not run to its end for this code; run it (bin/run release), or set"
                                + " ENTREGA_PREPARE=start");
    }

    @Test
    void aDeployedServiceMakesNoTopicOfItsOwn() {
        release("elsewhere");

        assertThatThrownBy(() -> TestService.start("topicless", deployed))
                .hasMessageStartingWith("topic topicless_order_placed_v1 is missing");

        try (var other = TestService.start("elsewhere", deployed)) {
            assertThat(other.context.getBean(Resources.class).topicArns())
                    .doesNotContainKey("topicless_order_placed_v1");
        }
    }

    @Test
    void afterItsReleaseADeployedServiceStarts() {
        release("released");

        try (var service = TestService.start("released", deployed)) {
            assertThat(service.context.isRunning()).isTrue();
        }
    }

    @Test
    void aReleaseMayBeRepeated() {
        release("repeated");
        release("repeated");

        try (var service = TestService.start("repeated", deployed)) {
            assertThat(service.context.isRunning()).isTrue();
        }
    }

    @Test
    void whoPreparesIsOneOfTwo() {
        assertThatThrownBy(() -> TestService.start("wrong", Map.of("entrega.prepare", "never")))
                .hasStackTraceContaining("entrega.prepare: is \"never\"; set it to start or release");
    }

    @Test
    void aDescriptionNeedsNeitherBrokerNorDatabase() {
        try (var context = ApplicationContext.run(Map.of(
                Entrega.COMMAND,
                "describe",
                "entrega.service",
                "orders-api",
                "aws.region",
                "eu-central-1",
                "aws.endpoint-url",
                "http://127.0.0.1:1",
                "database.url",
                "postgres://nobody:secret@127.0.0.1:1/none",
                "entrega.outbox.poll-interval",
                "3s"))) {
            var description = ServiceDescription.parse(
                    context.getBean(Description.class).of().toJson());

            assertThat(description.publishes())
                    .contains(new ServiceDescription.Published(
                            "order.placed.v1", "dev_order_placed_v1", List.of("orders-api", "marketplace-webhook")));
            assertThat(description.settings())
                    .contains(
                            new Settings.Setting("entrega.outbox.poll-interval", "3s", "context"),
                            new Settings.Setting("entrega.database.pool-size", "12", "default"));
            assertThat(description.toJson()).doesNotContain("secret");
        }
    }
}
