package dev.entrega.messaging.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.contract.EventType;
import dev.entrega.marketplace.contract.OrderPlacedV1;
import dev.entrega.marketplace.contract.PriceChangedV1;
import dev.entrega.marketplace.contract.StockRejectedV1;
import dev.entrega.marketplace.contract.StockReservedV1;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.TestService;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.topology.Change.CreateQueue;
import dev.entrega.messaging.topology.Change.CreateTopic;
import dev.entrega.messaging.topology.Change.Subscribe;
import dev.entrega.messaging.topology.Change.UpdateQueue;
import dev.entrega.messaging.topology.Change.UpdateSubscription;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class TopologyPlannerTest {

    private static TestService service;
    private static TopologyPlanner planner;
    private static Resources resources;

    @BeforeAll
    static void start() {
        service = TestService.start("host", Map.of());
        planner = service.context.getBean(TopologyPlanner.class);
        resources = service.context.getBean(Resources.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static Topology topology(String environment) {
        return new Topology(
                new Service("stock-service", environment),
                Set.of(StockReservedV1.TYPE, StockRejectedV1.TYPE),
                Lanes.main(Set.of(OrderPlacedV1.TYPE)),
                Duration.ofSeconds(30));
    }

    @Test
    void thePlanForAnEmptyAccountNamesEverythingAndChangesNothing() {
        var topology = topology("plan");

        var plan = planner.plan(topology);

        assertThat(plan)
                .containsExactly(
                        new CreateTopic("plan_order_placed_v1"),
                        new CreateTopic("plan_stock_rejected_v1"),
                        new CreateTopic("plan_stock_reserved_v1"),
                        new CreateQueue("plan_stock-service_dlq"),
                        new CreateQueue("plan_stock-service_undelivered"),
                        new CreateQueue("plan_stock-service"),
                        new Subscribe("plan_order_placed_v1", "plan_stock-service"));
        assertThat(planner.plan(topology)).isEqualTo(plan);
        assertThat(resources.topicArns()).doesNotContainKey("plan_order_placed_v1");
    }

    /** A start waits for each call. */
    @Test
    void aPlanLooksUpEachQueueOnce() {
        var topology = topology("once");
        planner.apply(topology);
        var calls = new ArrayList<String>();
        var sqs = service.context.getBean(SqsClient.class);
        var watched = (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(sqs, arguments);
                });

        var looking = new TopologyPlanner(
                new Resources(service.context.getBean(SnsClient.class), watched),
                service.context.getBean(Sentinel.class));
        assertThat(looking.plan(topology)).isEmpty();

        assertThat(calls).filteredOn("getQueueUrl"::equals).hasSize(3);
    }

    @Test
    void whatWasAppliedNeedsNothingMore() {
        var topology = topology("twice");

        assertThat(planner.apply(topology)).hasSize(7);

        assertThat(planner.plan(topology)).isEmpty();
        assertThat(planner.apply(topology)).isEmpty();
    }

    @Test
    void anOrderedNounHasAFifoTopicAndItsReadersAFifoQueueWithNets() {
        var topology = prices("fifo", OrderPlacedV1.TYPE, PriceChangedV1.TYPE);

        assertThat(planner.apply(topology))
                .containsExactly(
                        new CreateTopic("fifo_order_placed_v1"),
                        new CreateTopic("fifo_price.fifo"),
                        new CreateQueue("fifo_stock-service_dlq"),
                        new CreateQueue("fifo_stock-service_undelivered"),
                        new CreateQueue("fifo_stock-service"),
                        new CreateQueue("fifo_stock-service_dlq.fifo"),
                        new CreateQueue("fifo_stock-service_undelivered.fifo"),
                        new CreateQueue("fifo_stock-service.fifo"),
                        new Subscribe("fifo_order_placed_v1", "fifo_stock-service"),
                        new Subscribe("fifo_price.fifo", "fifo_stock-service.fifo"));
        assertThat(planner.plan(topology)).isEmpty();

        var queue = resources.findQueue("fifo_stock-service.fifo").orElseThrow();
        assertThat(queue.attributes()).containsEntry("FifoQueue", "true");
        assertThat(queue.attributes().get("RedrivePolicy"))
                .contains(":fifo_stock-service_dlq.fifo")
                .contains("1000");
        assertThat(subscription("fifo_price.fifo", queue.arn()))
                .containsEntry("FilterPolicy", "{\"type\":[\"entrega.sentinel.v1\",\"price.changed.v1\"]}");
    }

    @Test
    void theFilterOfAnOrderedNounIsWidenedAndNeverNarrowed() {
        planner.apply(prices("wider", new EventType<>("price", "removed", 1, true, PriceChangedV1.class)));

        var changes = planner.apply(prices("wider", PriceChangedV1.TYPE));

        var queue = resources.findQueue("wider_stock-service.fifo").orElseThrow();
        assertThat(changes).hasSize(1).first().isInstanceOf(UpdateSubscription.class);
        assertThat(subscription("wider_price.fifo", queue.arn()).get("FilterPolicy"))
                .contains("price.changed.v1", "price.removed.v1");
        assertThat(planner.plan(prices("wider", PriceChangedV1.TYPE))).isEmpty();
    }

    private static Topology prices(String environment, EventType<?>... types) {
        return new Topology(
                new Service("stock-service", environment), Set.of(), Lanes.main(Set.of(types)), Duration.ofSeconds(30));
    }

    private static Map<String, String> subscription(String topic, String queueArn) {
        String arn = Objects.requireNonNull(resources.topicArns().get(topic));
        return resources.findSubscription(arn, queueArn).orElseThrow().attributes();
    }

    @Test
    void theQueueHasItsNetItsPolicyAndItsTimes() {
        planner.apply(topology("settings"));

        var queue = resources.findQueue("settings_stock-service").orElseThrow().attributes();
        assertThat(queue)
                .containsEntry("VisibilityTimeout", "30")
                .containsEntry("MessageRetentionPeriod", "604800")
                .containsEntry("MaximumMessageSize", "1048576");
        assertThat(queue.get("RedrivePolicy")).contains(":settings_stock-service_dlq");
        assertThat(queue.get("Policy"))
                .contains("ArnLike")
                .contains("aws:SourceArn")
                .contains(":settings_*\"");
        assertThat(resources
                        .findQueue("settings_stock-service_dlq")
                        .orElseThrow()
                        .attributes())
                .containsEntry("MessageRetentionPeriod", "1209600");
    }

    @Test
    void theSubscriptionIsRawAndHasItsOwnDeadLetterQueue() {
        planner.apply(topology("raw"));

        var subscription = resources
                .findSubscription(
                        resources.topicArns().getOrDefault("raw_order_placed_v1", ""),
                        resources.findQueue("raw_stock-service").orElseThrow().arn())
                .orElseThrow();
        assertThat(subscription.attributes()).containsEntry("RawMessageDelivery", "true");
        assertThat(subscription.attributes().get("RedrivePolicy")).contains(":raw_stock-service_undelivered");
    }

    @Test
    void aSettingThatSomebodyChangedIsPutBack() {
        var topology = topology("drift");
        planner.apply(topology);
        resources.setQueueAttributes("drift_stock-service", Map.of("VisibilityTimeout", "7"));

        assertThat(planner.plan(topology))
                .containsExactly(new UpdateQueue("drift_stock-service", Map.of("VisibilityTimeout", "30")));
        planner.apply(topology);

        assertThat(planner.plan(topology)).isEmpty();
    }

    @Test
    void aCrashBetweenQueueAndSubscriptionIsMendedByTheNextApply() {
        var topology = topology("crash");
        resources.createTopic("crash_order_placed_v1", Map.of());
        resources.createQueue("crash_stock-service_dlq", Map.of());
        resources.createQueue("crash_stock-service", Map.of());

        planner.apply(topology);

        assertThat(planner.plan(topology)).isEmpty();
    }

    @Test
    void theSentinelProvesTheWayAndLeavesNothingBehind() {
        var topology = topology("sentinel");

        planner.apply(topology);

        var left = resources
                .queue("sentinel_stock-service")
                .receive(Queue.MAX_BATCH, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(left).isEmpty();
    }
}
