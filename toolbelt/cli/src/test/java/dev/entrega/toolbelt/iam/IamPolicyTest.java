package dev.entrega.toolbelt.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.entrega.contract.EventName;
import dev.entrega.contract.model.Contract;
import dev.entrega.contract.model.Noun;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.ServiceDescription.Handled;
import dev.entrega.messaging.runtime.ServiceDescription.Published;
import dev.entrega.messaging.runtime.ServiceDescription.ServiceQueue;
import dev.entrega.toolbelt.iam.IamPolicy.Statement;
import dev.entrega.toolbelt.terminal.ExitCode;
import dev.entrega.toolbelt.terminal.ToolbeltException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shape of the documents; that they fit the calls of real processes is tested with the marketplace's deploys. */
class IamPolicyTest {
    private static final Place PLACE = new Place("aws", "eu-central-1", "123456789012");

    /** The project's contracts, of which the service's build may have had others. */
    private static final Rights RIGHTS = new Rights(List.of(order("orders-api")));

    private static final ServiceDescription BOTH = new ServiceDescription(
            "stock-service",
            "prod",
            List.of(new Published("stock.reserved.v1", "prod_stock_reserved_v1", List.of("stock-service"))),
            List.of(
                    new Handled("reserve-stock", "order.placed.v1", "prod_order_placed_v1", "ReserveStock", null, null),
                    new Handled(
                            "count-orders", "order.placed.v1", "prod_order_placed_v1", "CountOrders", "slow", null)),
            queue(null, "prod_stock-service"),
            List.of(queue("slow", "prod_stock-service_lane_slow")),
            true,
            List.of());

    private static final ServiceDescription PUBLISHER = publisher("orders-api", null);

    /** @param publishers as its build says it, null for an old one */
    private static ServiceDescription publisher(String name, @Nullable List<String> publishers) {
        return new ServiceDescription(
                name,
                "prod",
                List.of(new Published("order.placed.v1", "prod_order_placed_v1", publishers)),
                List.of(),
                null,
                List.of(),
                true,
                List.of());
    }

    private static Contract order(String publisher) {
        return new Contract(
                new Noun("order", "orders", "An order.", false, List.of(publisher)),
                new EventName("order", "placed", 1),
                Path.of("order/placed/v1.schema.json"),
                JsonNodeFactory.instance.objectNode(),
                List.of());
    }

    private static ServiceQueue queue(@Nullable String lane, String name) {
        return new ServiceQueue(lane, name, name + "_dlq", name + "_undelivered", "PT30S");
    }

    @Test
    void aRunningServiceMayMakeNothing() {
        assertThat(actions(IamPolicy.of(BOTH, RIGHTS, Role.RUNTIME, PLACE)))
                .noneMatch(action -> action.matches(".*(Create|Set|Tag|Subscribe|Delete(Queue|Topic)).*"));
    }

    @Test
    void itPublishesOnItsOwnTopicsAndReceivesFromItsOwnQueuesAlone() {
        var policy = IamPolicy.of(BOTH, RIGHTS, Role.RUNTIME, PLACE);

        assertThat(statement(policy, "Publish").resources())
                .containsExactly("arn:aws:sns:eu-central-1:123456789012:prod_stock_reserved_v1");
        assertThat(statement(policy, "Receive").resources())
                .containsExactly(
                        "arn:aws:sqs:eu-central-1:123456789012:prod_stock-service",
                        "arn:aws:sqs:eu-central-1:123456789012:prod_stock-service_lane_slow");
        assertThat(statement(policy, "CollectDeadLetters").resources())
                .containsExactly(
                        "arn:aws:sqs:eu-central-1:123456789012:prod_stock-service_dlq",
                        "arn:aws:sqs:eu-central-1:123456789012:prod_stock-service_undelivered",
                        "arn:aws:sqs:eu-central-1:123456789012:prod_stock-service_lane_slow_dlq",
                        "arn:aws:sqs:eu-central-1:123456789012:prod_stock-service_lane_slow_undelivered");
    }

    @Test
    void whatHandlesNothingHasNoRightOnAnyQueue() {
        for (var role : Role.values()) {
            assertThat(actions(IamPolicy.of(PUBLISHER, RIGHTS, role, PLACE)))
                    .noneMatch(action -> action.startsWith("sqs:"));
        }
    }

    @Test
    void theDocumentIsAsIamTakesIt() {
        assertThat(IamPolicy.of(PUBLISHER, RIGHTS, Role.RUNTIME, PLACE).toJson())
                .isEqualToIgnoringWhitespace("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {"Sid": "FindTopics", "Effect": "Allow", "Action": ["sns:ListTopics"], "Resource": ["*"]},
                    {"Sid": "Publish", "Effect": "Allow", "Action": ["sns:Publish"],
                     "Resource": ["arn:aws:sns:eu-central-1:123456789012:prod_order_placed_v1"]}
                  ]
                }""");
    }

    @ParameterizedTest
    @EnumSource
    void whoMayNotPublishGetsNoPolicyAtAll(Role role) {
        assertThatThrownBy(
                        () -> IamPolicy.of(publisher("stranger", List.of("orders-api", "shop")), RIGHTS, role, PLACE))
                .isInstanceOfSatisfying(
                        ToolbeltException.class,
                        refusal -> assertThat(refusal.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage(
                        "stranger publishes order.placed.v1, which only orders-api, shop may by order/noun.yaml: add"
                                + " stranger to the publishers there and build it with those contracts, or take the event"
                                + " out of its @Publishes");
    }

    @Test
    void anOlderBuildThatDoesNotSayWhoMayIsHeldAgainstTheProjectsContracts() {
        assertThatThrownBy(() -> IamPolicy.of(publisher("stranger", null), RIGHTS, Role.RUNTIME, PLACE))
                .hasMessageContaining("which only orders-api may");
        assertThat(IamPolicy.of(publisher("stranger", null), new Rights(List.of()), Role.RUNTIME, PLACE)
                        .statements())
                .isNotEmpty();
    }

    @Test
    void whatABuildSaysItselfCounts() {
        assertThat(statement(IamPolicy.of(publisher("stranger", List.of()), RIGHTS, Role.RUNTIME, PLACE), "Publish")
                        .resources())
                .hasSize(1);
    }

    private static List<String> actions(IamPolicy policy) {
        return policy.statements().stream()
                .flatMap(statement -> statement.actions().stream())
                .toList();
    }

    private static Statement statement(IamPolicy policy, String sid) {
        return policy.statements().stream()
                .filter(statement -> statement.sid().equals(sid))
                .findFirst()
                .orElseThrow();
    }
}
