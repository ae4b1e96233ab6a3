package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.name;
import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.Topic;

/** Topics: made, described, tagged, listed, deleted. */
interface TopicConformance {
    Cloud cloud();

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    default void creatingATopicTwiceGivesTheSameArn() {
        String name = name("order_placed_v1");
        String arn = cloud().sns.createTopic(r -> r.name(name)).topicArn();

        assertThat(arn).matches("arn:aws:sns:us-east-1:\\d{12}:" + name);
        assertThat(cloud().sns.createTopic(r -> r.name(name)).topicArn()).isEqualTo(arn);
    }

    @Test
    default void aTopicExistsOnlyWithTheTagsItWasMadeWith() {
        String name = name("topic");
        cloud().sns.createTopic(r -> r.name(name).tags(tag("owner", "orders")));

        cloud().sns.createTopic(r -> r.name(name).tags(tag("owner", "orders")));
        refused(
                "InvalidParameter",
                () -> cloud().sns.createTopic(r -> r.name(name).tags(tag("owner", "stock"))));
    }

    @Test
    default void aTopicNameHasLettersDigitsHyphensAndUnderscores() {
        refused("InvalidParameter", () -> cloud().sns.createTopic(r -> r.name("no spaces")));
        refused("InvalidParameter", () -> cloud().sns.createTopic(r -> r.name("x".repeat(257))));
        refused("InvalidParameter", () -> cloud().sns.createTopic(r -> r.name("")));
    }

    @Test
    default void attributesAreReadBack() {
        String name = name("topic");
        String arn = cloud().sns
                .createTopic(r -> r.name(name).attributes(Map.of("DisplayName", "Orders")))
                .topicArn();
        cloud().subscribeRaw(arn, cloud().queue());

        assertThat(attributes(arn)).containsEntry("TopicArn", arn).containsEntry("DisplayName", "Orders");
        assertThat(attributes(arn)).containsEntry("SubscriptionsConfirmed", "1");
        cloud().sns
                .setTopicAttributes(
                        r -> r.topicArn(arn).attributeName("DisplayName").attributeValue("Placed"));
        assertThat(attributes(arn)).containsEntry("DisplayName", "Placed");
    }

    private Map<String, String> attributes(String arn) {
        return cloud().sns.getTopicAttributes(r -> r.topicArn(arn)).attributes();
    }

    @Test
    default void tagsAreAddedChangedAndTakenAway() {
        String arn = cloud().topic();

        cloud().sns.tagResource(r -> r.resourceArn(arn).tags(tag("entrega:env", "dev"), tag("entrega:owner", "a")));
        cloud().sns.tagResource(r -> r.resourceArn(arn).tags(tag("entrega:owner", "b")));
        assertThat(cloud().sns.listTagsForResource(r -> r.resourceArn(arn)).tags())
                .containsExactlyInAnyOrder(tag("entrega:env", "dev"), tag("entrega:owner", "b"));

        cloud().sns.untagResource(r -> r.resourceArn(arn).tagKeys("entrega:env"));
        assertThat(cloud().sns.listTagsForResource(r -> r.resourceArn(arn)).tags())
                .containsExactly(tag("entrega:owner", "b"));
    }

    @Test
    default void topicsAreListedInPages() {
        var arns = IntStream.range(0, 120).mapToObj(i -> cloud().topic()).toList();

        assertThat(cloud().sns.listTopics().nextToken()).isNotEmpty();
        assertThat(cloud().sns.listTopicsPaginator().topics())
                .extracting(Topic::topicArn)
                .containsAll(arns);
    }

    @Test
    default void aDeletedTopicIsUnknownWithItsSubscriptionsAndDeletingIsRepeatable() {
        String arn = cloud().topic();
        String subscription = cloud().subscribeRaw(arn, cloud().queue());

        cloud().sns.deleteTopic(r -> r.topicArn(arn));
        cloud().sns.deleteTopic(r -> r.topicArn(arn));

        refused("NotFound", () -> cloud().sns.getTopicAttributes(r -> r.topicArn(arn)));
        refused("NotFound", () -> cloud().sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)));
    }

    @Test
    default void anUnknownTopicIsNotFound() {
        String unknown = cloud().topic() + "-unknown";
        refused("NotFound", () -> cloud().sns.publish(r -> r.topicArn(unknown).message("x")));
        refused("NotFound", () -> cloud().sns.getTopicAttributes(r -> r.topicArn(unknown)));
        refused("NotFound", () -> cloud().subscribeRaw(unknown, cloud().queue()));
        refused("NotFound", () -> cloud().sns.listSubscriptionsByTopic(r -> r.topicArn(unknown)));
        refused("ResourceNotFound", () -> cloud().sns.listTagsForResource(r -> r.resourceArn(unknown)));
    }
}
