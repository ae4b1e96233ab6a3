package dev.entrega.api.workflow;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.marketplace.contract.OrderCancelledV1;
import dev.entrega.marketplace.contract.OrderConfirmedV1;
import dev.entrega.marketplace.contract.OrderRejectedV1;
import dev.entrega.marketplace.contract.OrderShippedV1;
import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Publishes;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A workflow that can't work stops the start of its service, in one line. */
class WorkflowStartTest {

    enum Step {
        FIRST
    }

    @Factory
    @Requires(property = "mistake", value = "undeclared")
    static final class Undeclared {
        @Singleton
        Workflow<Step> workflow() {
            return Workflow.over("parcel", Step.class)
                    .begin(Step.FIRST, PriceChangedV1.class)
                    .build();
        }
    }

    @Factory
    @Requires(property = "mistake", value = "shared-event")
    static final class SharedEvent {
        @Singleton
        Workflow<Step> workflow() {
            return Workflow.over("note", Step.class)
                    .begin(Step.FIRST, OrderShippedV1.class)
                    .build();
        }
    }

    @Factory
    @Requires(property = "mistake", value = "no-table")
    @Publishes({OrderConfirmedV1.class, OrderShippedV1.class, OrderRejectedV1.class, OrderCancelledV1.class})
    static final class NoTable {
        @Singleton
        Workflow<Step> workflow() {
            return Workflow.over("order", Step.class)
                    .begin(Step.FIRST, OrderConfirmedV1.class)
                    .build();
        }
    }

    @Test
    void anEventThatNobodyPublishes() {
        refused(
                Map.of("mistake", "undeclared", "parcels", "PT2H"),
                "workflow over parcel: nobody says that price.changed.v1 is published;"
                        + " add PriceChangedV1.class to @Publishes where the workflow is declared");
    }

    @Test
    void anEventOfTwoWorkflows() {
        refused(Map.of("mistake", "shared-event", "parcels", "PT2H"), "order.shipped.v1 as well; give each its own");
    }

    @Test
    void aTableThatIsMissingWhateverItsName() {
        refused(
                Map.of("mistake", "no-table", "parcels", "none"),
                "workflow over order: there is no such table, or it lacks a column;"
                        + " have a migration give it id text, state text, version bigint and changed_at timestamptz");
    }

    private static void refused(Map<String, Object> settings, String why) {
        assertThatThrownBy(() -> new Parcels(settings).close())
                .extracting(WorkflowStartTest::root)
                .isInstanceOf(ConfigurationException.class)
                .extracting(Throwable::getMessage, as(InstanceOfAssertFactories.STRING))
                .contains(why);
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }
}
