package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.name;
import static dev.entrega.local.conformance.Cloud.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.ALL;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.MAXIMUM_MESSAGE_SIZE;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.MESSAGE_RETENTION_PERIOD;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.POLICY;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.REDRIVE_POLICY;
import static software.amazon.awssdk.services.sqs.model.QueueAttributeName.VISIBILITY_TIMEOUT;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Queues: made, described, changed, tagged, deleted. */
interface QueueConformance {
    String UNKNOWN = "AWS.SimpleQueueService.NonExistentQueue";

    Cloud cloud();

    @Test
    default void aQueueIsFoundByNameAndCreatedOnlyOnce() {
        String name = name("stock-service");
        String url = cloud().sqs.createQueue(r -> r.queueName(name)).queueUrl();

        assertThat(cloud().sqs.createQueue(r -> r.queueName(name)).queueUrl()).isEqualTo(url);
        assertThat(cloud().sqs.getQueueUrl(r -> r.queueName(name)).queueUrl()).isEqualTo(url);
        assertThat(cloud().sqs.listQueues(r -> r.queueNamePrefix(name)).queueUrls())
                .containsExactly(url);
        assertThat(new Cloud.Queue(cloud().sqs, url).arn()).matches("arn:aws:sqs:us-east-1:\\d{12}:" + name);
    }

    @Test
    default void creatingAQueueAgainWithOtherAttributesIsRefused() {
        String name = name("queue");
        cloud().sqs.createQueue(r -> r.queueName(name).attributes(Map.of(VISIBILITY_TIMEOUT, "60")));
        refused(
                "QueueAlreadyExists",
                () -> cloud().sqs.createQueue(r -> r.queueName(name).attributes(Map.of(VISIBILITY_TIMEOUT, "61"))));
        refused(
                "QueueAlreadyExists",
                () -> cloud().sqs
                        .createQueue(r -> r.queueName(name).attributes(Map.of(MESSAGE_RETENTION_PERIOD, "600"))));
    }

    @Test
    default void attributesOfTheCreationAreReadBack() {
        var queue = cloud().closedQueue(Map.of(
                VISIBILITY_TIMEOUT, "45",
                MESSAGE_RETENTION_PERIOD, "604800",
                MAXIMUM_MESSAGE_SIZE, "1048576",
                RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "10"));

        assertThat(cloud().sqs
                        .getQueueAttributes(r -> r.queueUrl(queue.url()).attributeNames(ALL))
                        .attributes())
                .containsEntry(VISIBILITY_TIMEOUT, "45")
                .containsEntry(MESSAGE_RETENTION_PERIOD, "604800")
                .containsEntry(MAXIMUM_MESSAGE_SIZE, "1048576")
                .containsEntry(RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "10")
                .doesNotContainKey(POLICY)
                .doesNotContainKey(REDRIVE_POLICY);
    }

    @Test
    default void changedAttributesAreReadBackAndPoliciesTakenAway() {
        var queue = cloud().closedQueue(Map.of());
        queue.set(VISIBILITY_TIMEOUT, "12");
        queue.set(MAXIMUM_MESSAGE_SIZE, "2048");
        queue.set(POLICY, Cloud.Queue.policy(queue.arn(), "ArnLike", "arn:aws:sns:*:*:*"));
        queue.deadLettersTo(cloud().queue(), 5);

        assertThat(queue.get(VISIBILITY_TIMEOUT)).isEqualTo("12");
        assertThat(queue.get(MAXIMUM_MESSAGE_SIZE)).isEqualTo("2048");
        assertThat(queue.get(POLICY)).contains("sns.amazonaws.com");
        assertThat(queue.get(REDRIVE_POLICY)).contains("deadLetterTargetArn");

        queue.set(POLICY, "");
        queue.set(REDRIVE_POLICY, "");
        assertThat(queue.get(POLICY)).isNull();
        assertThat(queue.get(REDRIVE_POLICY)).isNull();
    }

    @Test
    default void attributesOutOfRangeAreRefused() {
        var queue = cloud().closedQueue(Map.of());
        refused("InvalidAttributeValue", () -> queue.set(VISIBILITY_TIMEOUT, "43201"));
        refused("InvalidAttributeValue", () -> queue.set(MAXIMUM_MESSAGE_SIZE, "1048577"));
        refused("InvalidAttributeValue", () -> queue.set(MESSAGE_RETENTION_PERIOD, "59"));
        refused("InvalidAttributeValue", () -> queue.set(RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "21"));
    }

    @Test
    default void anUnknownDeadLetterQueueIsRefused() {
        var queue = cloud().closedQueue(Map.of());
        refused(
                "InvalidParameterValue",
                () -> queue.set(
                        REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + queue.arn() + "-unknown\",\"maxReceiveCount\":3}"));
    }

    @Test
    default void tagsAreAddedListedAndTakenAway() {
        String url = cloud().sqs
                .createQueue(r -> r.queueName(name("queue")).tags(Map.of("entrega:env", "dev")))
                .queueUrl();

        cloud().sqs.tagQueue(r -> r.queueUrl(url).tags(Map.of("entrega:owner", "stock")));
        assertThat(cloud().sqs.listQueueTags(r -> r.queueUrl(url)).tags())
                .containsExactlyInAnyOrderEntriesOf(Map.of("entrega:env", "dev", "entrega:owner", "stock"));
        cloud().sqs.untagQueue(r -> r.queueUrl(url).tagKeys("entrega:env"));
        assertThat(cloud().sqs.listQueueTags(r -> r.queueUrl(url)).tags()).containsOnlyKeys("entrega:owner");
    }

    @Test
    default void anUnknownQueueDoesNotExist() {
        var unknown = cloud().closedQueue(Map.of());
        String url = unknown.url();
        cloud().sqs.deleteQueue(r -> r.queueUrl(url));

        refused(UNKNOWN, () -> unknown.send("x"));
        refused(UNKNOWN, unknown::peek);
        refused(UNKNOWN, () -> unknown.set(VISIBILITY_TIMEOUT, "1"));
        refused(UNKNOWN, () -> unknown.get(VISIBILITY_TIMEOUT));
        refused(UNKNOWN, () -> cloud().sqs.getQueueUrl(r -> r.queueName(unknown.name())));
        refused(UNKNOWN, () -> cloud().sqs.listQueueTags(r -> r.queueUrl(url)));
        assertThatThrownBy(() -> cloud().sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("x")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }
}
