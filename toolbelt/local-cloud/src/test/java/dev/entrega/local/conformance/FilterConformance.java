package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.DeliveryConformance.number;
import static dev.entrega.local.conformance.DeliveryConformance.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Filter policies on message attributes. Each test publishes several messages; the bodies say which came through. */
interface FilterConformance {
    Cloud cloud();

    @Test
    default void exactStringsAndNumbersAreMatched() {
        var filtered = new Filtered(cloud(), "{\"type\":[\"a\",\"b\"],\"bucket\":[7]}");
        filtered.publish("both", Map.of("type", string("b"), "bucket", number("7.0")));
        filtered.publish("other type", Map.of("type", string("c"), "bucket", number("7")));
        filtered.publish("other bucket", Map.of("type", string("a"), "bucket", number("8")));
        filtered.publish("text instead of number", Map.of("type", string("a"), "bucket", string("7")));
        filtered.publish("one missing", Map.of("type", string("a")));
        filtered.publish("none", Map.of());
        filtered.received("both");
    }

    @Test
    default void prefixesAreMatched() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"prefix\":\"order.\"}]}");
        filtered.publish("with", Map.of("type", string("order.placed")));
        filtered.publish("without", Map.of("type", string("disorder.placed")));
        filtered.received("with");
    }

    @Test
    default void anythingButAListIsMatched() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"anything-but\":[\"a\",\"b\"]}]}");
        filtered.publish("c", Map.of("type", string("c")));
        filtered.publish("a", Map.of("type", string("a")));
        filtered.publish("missing", Map.of());
        filtered.received("c");
    }

    @Test
    default void anythingButAPrefixIsMatched() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"anything-but\":{\"prefix\":\"order.\"}}]}");
        filtered.publish("price", Map.of("type", string("price.changed")));
        filtered.publish("order", Map.of("type", string("order.placed")));
        filtered.received("price");
    }

    @Test
    default void existenceIsMatched() {
        var present = new Filtered(cloud(), "{\"type\":[{\"exists\":true}]}");
        present.publish("there", Map.of("type", string("a")));
        present.publish("not there", Map.of("other", string("a")));
        present.received("there");

        var absent = new Filtered(cloud(), "{\"type\":[{\"exists\":false}]}");
        absent.publish("there", Map.of("type", string("a")));
        absent.publish("not there", Map.of("other", string("a")));
        absent.received("not there");
    }

    @Test
    default void numericRangesAreMatched() {
        var filtered =
                new Filtered(cloud(), "{\"bucket\":[{\"numeric\":[\">=\",10,\"<\",20]},{\"numeric\":[\"=\",99]}]}");
        for (String bucket : new String[] {"9", "10", "19.5", "20", "99"}) {
            filtered.publish(bucket, Map.of("bucket", number(bucket)));
        }
        filtered.received("10", "19.5", "99");
    }

    @Test
    default void aBatchIsFilteredMessageByMessage() {
        var filtered = new Filtered(cloud(), "{\"type\":[\"a\"]}");
        cloud().sns
                .publishBatch(r ->
                        r.topicArn(filtered.topic).publishBatchRequestEntries(entry("in", "a"), entry("out", "b")));
        filtered.received("in");
    }

    private static PublishBatchRequestEntry entry(String body, String type) {
        return PublishBatchRequestEntry.builder()
                .id(body)
                .message(body)
                .messageAttributes(Map.of("type", string(type)))
                .build();
    }

    /** A topic with one subscription that is filtered. */
    final class Filtered {
        private final Cloud cloud;
        final String topic;
        private final Cloud.Queue queue;

        Filtered(Cloud cloud, String policy) {
            this.cloud = cloud;
            this.topic = cloud.topic();
            this.queue = cloud.queue();
            cloud.subscribe(topic, queue, Map.of("RawMessageDelivery", "true", "FilterPolicy", policy));
        }

        void publish(String body, Map<String, MessageAttributeValue> attributes) {
            cloud.sns.publish(r -> r.topicArn(topic).message(body).messageAttributes(attributes));
        }

        /** These and no others. */
        void received(String... bodies) {
            assertThat(queue.receive(bodies.length)).extracting(Message::body).containsExactlyInAnyOrder(bodies);
            assertThat(queue.peek()).isEmpty();
        }
    }
}
