package dev.entrega.toolbelt.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.ServiceDescription.Handled;
import dev.entrega.messaging.runtime.ServiceDescription.Published;
import dev.entrega.messaging.runtime.ServiceDescription.ServiceQueue;
import dev.entrega.toolbelt.iam.IamPolicy.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The shape of the documents; that they fit the calls of real processes is tested with the marketplace's deploys. */
class IamPolicyTest {
    private static final Place PLACE = new Place("aws", "eu-central-1", "123456789012");

    private static final ServiceDescription BOTH = new ServiceDescription(
            "stock-service",
            "prod",
            List.of(new Published("stock.reserved.v1", "prod_stock_reserved_v1")),
            List.of(
                    new Handled("reserve-stock", "order.placed.v1", "prod_order_placed_v1", "ReserveStock", null, null),
                    new Handled(
                            "count-orders", "order.placed.v1", "prod_order_placed_v1", "CountOrders", "slow", null)),
            queue(null, "prod_stock-service"),
            List.of(queue("slow", "prod_stock-service_lane_slow")),
            true,
            List.of());

    private static final ServiceDescription PUBLISHER = new ServiceDescription(
            "orders-api",
            "prod",
            List.of(new Published("order.placed.v1", "prod_order_placed_v1")),
            List.of(),
            null,
            List.of(),
            true,
            List.of());

    private static ServiceQueue queue(@Nullable String lane, String name) {
        return new ServiceQueue(lane, name, name + "_dlq", name + "_undelivered", "PT30S");
    }

    @Test
    void aRunningServiceMayMakeNothing() {
        assertThat(actions(IamPolicy.of(BOTH, Role.RUNTIME, PLACE)))
                .noneMatch(action -> action.matches(".*(Create|Set|Tag|Subscribe|Delete(Queue|Topic)).*"));
    }

    @Test
    void itPublishesOnItsOwnTopicsAndReceivesFromItsOwnQueuesAlone() {
        var policy = IamPolicy.of(BOTH, Role.RUNTIME, PLACE);

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
            assertThat(actions(IamPolicy.of(PUBLISHER, role, PLACE))).noneMatch(action -> action.startsWith("sqs:"));
        }
    }

    @Test
    void theDocumentIsAsIamTakesIt() {
        assertThat(IamPolicy.of(PUBLISHER, Role.RUNTIME, PLACE).toJson()).isEqualToIgnoringWhitespace("""
                {
                  "Version": "2012-10-17",
                  "Statement": [
                    {"Sid": "FindTopics", "Effect": "Allow", "Action": ["sns:ListTopics"], "Resource": ["*"]},
                    {"Sid": "Publish", "Effect": "Allow", "Action": ["sns:Publish"],
                     "Resource": ["arn:aws:sns:eu-central-1:123456789012:prod_order_placed_v1"]}
                  ]
                }""");
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
