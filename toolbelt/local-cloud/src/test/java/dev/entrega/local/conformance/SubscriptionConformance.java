package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Subscriptions of queues: made, described, changed, listed, ended. */
interface SubscriptionConformance {
    Cloud cloud();

    @Test
    default void subscribingTwiceGivesTheSameArn() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        String arn = cloud().subscribeRaw(topic, queue);

        assertThat(arn).startsWith(topic + ":");
        assertThat(cloud().subscribeRaw(topic, queue)).isEqualTo(arn);
        assertThat(cloud().subscribe(topic, queue, Map.of())).isEqualTo(arn);
    }

    @Test
    default void subscribingAgainWithOtherAttributesIsRefused() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        cloud().subscribeRaw(topic, queue);

        refused("InvalidParameter", () -> cloud().subscribe(topic, queue, Map.of("RawMessageDelivery", "false")));
        refused(
                "InvalidParameter",
                () -> cloud().subscribe(topic, queue, Map.of("FilterPolicy", "{\"type\":[\"a\"]}")));
    }

    @Test
    default void attributesAreReadBackAndChanged() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        String redrive = "{\"deadLetterTargetArn\":\"" + cloud().queue().arn() + "\"}";
        String arn = cloud().subscribe(topic, queue, Map.of("RedrivePolicy", redrive));

        assertThat(attributes(arn))
                .containsEntry("SubscriptionArn", arn)
                .containsEntry("TopicArn", topic)
                .containsEntry("Protocol", "sqs")
                .containsEntry("Endpoint", queue.arn())
                .containsEntry("RawMessageDelivery", "false")
                .containsEntry("PendingConfirmation", "false")
                .containsEntry("RedrivePolicy", redrive)
                .doesNotContainKey("FilterPolicy");

        set(arn, "RawMessageDelivery", "true");
        set(arn, "FilterPolicy", "{\"type\":[\"a\"]}");
        assertThat(attributes(arn))
                .containsEntry("RawMessageDelivery", "true")
                .containsEntry("FilterPolicy", "{\"type\":[\"a\"]}")
                .containsEntry("FilterPolicyScope", "MessageAttributes");
    }

    private Map<String, String> attributes(String arn) {
        return cloud().sns
                .getSubscriptionAttributes(r -> r.subscriptionArn(arn))
                .attributes();
    }

    private void set(String arn, String attribute, String value) {
        cloud().sns
                .setSubscriptionAttributes(
                        r -> r.subscriptionArn(arn).attributeName(attribute).attributeValue(value));
    }

    @Test
    default void attributesThatMakeNoSenseAreRefused() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        List<Map<String, String>> nonsense = List.of(
                Map.of("Nonsense", "x"),
                Map.of("RawMessageDelivery", "maybe"),
                Map.of("FilterPolicy", "{"),
                Map.of("FilterPolicy", "{\"type\":\"not-a-list\"}"),
                Map.of("FilterPolicy", "{\"type\":[{\"sounds-like\":\"x\"}]}"),
                Map.of("RedrivePolicy", "{\"deadLetterTargetArn\":\"not-an-arn\"}"));
        nonsense.forEach(attributes -> refused("InvalidParameter", () -> cloud().subscribe(topic, queue, attributes)));
    }

    @Test
    default void subscriptionsAreListedByTopicAndOverall() {
        String topic = cloud().topic();
        String first = cloud().subscribeRaw(topic, cloud().queue());
        String second = cloud().subscribeRaw(topic, cloud().queue());
        String other = cloud().subscribeRaw(cloud().topic(), cloud().queue());

        assertThat(cloud().sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions())
                .extracting(Subscription::subscriptionArn)
                .containsExactlyInAnyOrder(first, second);
        assertThat(cloud().sns.listSubscriptionsPaginator().subscriptions())
                .extracting(Subscription::subscriptionArn)
                .contains(first, second, other);
    }

    @Test
    default void anEndedSubscriptionGetsNothingMore() {
        String topic = cloud().topic();
        var ended = cloud().queue();
        var kept = cloud().queue();
        String arn = cloud().subscribeRaw(topic, ended);
        cloud().subscribeRaw(topic, kept);

        cloud().sns.unsubscribe(r -> r.subscriptionArn(arn));
        cloud().sns.publish(r -> r.topicArn(topic).message("after"));

        assertThat(kept.receiveOne().body()).isEqualTo("after");
        assertThat(ended.peek()).isEmpty();
        refused("NotFound", () -> attributes(arn));
    }
}
