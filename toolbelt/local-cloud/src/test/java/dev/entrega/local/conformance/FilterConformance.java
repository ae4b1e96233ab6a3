package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.DeliveryConformance.number;
import static dev.entrega.local.conformance.DeliveryConformance.string;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
    default void suffixesAreMatched() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"suffix\":\".placed\"}]}");
        filtered.publish("with", Map.of("type", string("order.placed")));
        filtered.publish("without", Map.of("type", string("order.placed.v1")));
        filtered.received("with");
    }

    @Test
    default void upperAndLowerCaseCountUnlessTheRuleSaysOtherwise() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"equals-ignore-case\":\"Order\"},\"price\"]}");
        filtered.publish("another case", Map.of("type", string("oRDER")));
        filtered.publish("price", Map.of("type", string("price")));
        filtered.publish("another case of an exact one", Map.of("type", string("Price")));
        filtered.publish("longer", Map.of("type", string("orders")));
        filtered.received("another case", "price");
    }

    @Test
    default void wildcardsStandForAnyText() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"wildcard\":\"*/src/*/a.java\"}]}");
        filtered.publish("both", Map.of("type", string("x/y/src/z/a.java")));
        filtered.publish("of no length", Map.of("type", string("/src//a.java")));
        filtered.publish("overlapping", Map.of("type", string("/src/a.java")));
        filtered.publish("with an end", Map.of("type", string("/src/z/a.java.txt")));
        filtered.received("both", "of no length");
    }

    @Test
    default void anythingButAWildcardIsMatched() {
        var filtered = new Filtered(cloud(), "{\"type\":[{\"anything-but\":{\"wildcard\":\"order.*.v1\"}}]}");
        filtered.publish("out", Map.of("type", string("order.placed.v1")));
        filtered.publish("in", Map.of("type", string("order.placed.v2")));
        filtered.received("in");
    }

    @Test
    default void addressesOfANetworkAreMatched() {
        var filtered = new Filtered(cloud(), "{\"ip\":[{\"cidr\":\"10.1.2.0/23\"},{\"cidr\":\"fd00::/8\"}]}");
        for (String ip : List.of("10.1.2.0", "10.1.3.255", "10.1.4.0", "fd12::1", "fe80::1", "not an address")) {
            filtered.publish(ip, Map.of("ip", string(ip)));
        }
        filtered.received("10.1.2.0", "10.1.3.255", "fd12::1");
    }

    @Test
    default void anArrayIsMatchedByAnyOfItsValues() {
        var exact = new Filtered(cloud(), "{\"interests\":[\"rugby\",7,true,null]}");
        exact.publish("rugby", Map.of("interests", array("[\"chess\",\"rugby\"]")));
        exact.publish("number", Map.of("interests", array("[7]")));
        exact.publish("true", Map.of("interests", array("[true]")));
        exact.publish("null", Map.of("interests", array("[null]")));
        exact.publish("none", Map.of("interests", array("[\"chess\",8,false]")));
        exact.received("rugby", "number", "true", "null");

        var but = new Filtered(cloud(), "{\"interests\":[{\"anything-but\":[\"rugby\",\"tennis\"]}]}");
        but.publish("another beside", Map.of("interests", array("[\"rugby\",\"chess\"]")));
        but.publish("only these", Map.of("interests", array("[\"rugby\",\"tennis\"]")));
        but.received("another beside");
    }

    private static MessageAttributeValue array(String json) {
        return MessageAttributeValue.builder()
                .dataType("String.Array")
                .stringValue(json)
                .build();
    }

    @Test
    default void aRangeIsMatchedByOneValueAndNotByTwo() {
        var filtered = new Filtered(cloud(), "{\"sizes\":[{\"numeric\":[\">\",10,\"<\",20]}]}");
        filtered.publish("between", Map.of("sizes", array("[5,15]")));
        filtered.publish("around", Map.of("sizes", array("[5,25]")));
        filtered.received("between");
    }

    @Test
    default void anythingButNumbersIsMatched() {
        var filtered = new Filtered(cloud(), "{\"bucket\":[{\"anything-but\":[1,2]}]}");
        filtered.publish("1.0", Map.of("bucket", number("1.0")));
        filtered.publish("3", Map.of("bucket", number("3")));
        filtered.received("3");
    }

    @Test
    default void anyOfTheAlternativesOfAnOrIsMatched() {
        var filtered = new Filtered(
                cloud(),
                "{\"source\":[\"a\"],\"$or\":[{\"type\":[\"x\"]},{\"bucket\":[{\"numeric\":[\"<\",5]}],\"type\":[\"y\"]}]}");
        filtered.publish("first", Map.of("source", string("a"), "type", string("x")));
        filtered.publish("second", Map.of("source", string("a"), "type", string("y"), "bucket", number("4")));
        filtered.publish("half", Map.of("source", string("a"), "type", string("y"), "bucket", number("5")));
        filtered.publish("other source", Map.of("source", string("b"), "type", string("x")));
        filtered.received("first", "second");
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
        // SNS developer guide, "key matching": an empty set of attributes does not match.
        absent.publish("nothing there", Map.of());
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
            this(cloud, policy, "MessageAttributes");
        }

        Filtered(Cloud cloud, String policy, String scope) {
            this.cloud = cloud;
            this.topic = cloud.topic();
            this.queue = cloud.queue();
            cloud.subscribe(
                    topic,
                    queue,
                    Map.of("RawMessageDelivery", "true", "FilterPolicy", policy, "FilterPolicyScope", scope));
        }

        /** Messages without attributes. */
        void publish(String... bodies) {
            for (String body : bodies) {
                publish(body, Map.of());
            }
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
