package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static dev.entrega.local.conformance.DeliveryConformance.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.entrega.local.conformance.FilterConformance.Filtered;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Filter policies on the message's body. */
interface BodyFilterConformance {
    String BODY = "MessageBody";

    Cloud cloud();

    @Test
    default void propertiesOfTheBodyAreMatched() {
        var filtered = new Filtered(cloud(), """
                {"type": ["order"], "price": [{"numeric": [">=", 10]}], "paid": [true], "note": [null]}""", BODY);
        String all = "{\"type\":\"order\",\"price\":10.50,\"paid\":true,\"note\":null,\"more\":{}}";
        filtered.publish(
                all,
                all.replace("10.50", "9.99"),
                all.replace("10.50", "\"10.50\""),
                all.replace("true", "\"true\""),
                all.replace("null", "\"\""),
                "{\"type\":\"order\"}");
        filtered.received(all);
    }

    @Test
    default void nestedPropertiesAreMatched() {
        var filtered =
                new Filtered(cloud(), "{\"order\":{\"buyer\":{\"land\":[\"PT\",\"BR\"]},\"open\":[true]}}", BODY);
        String wanted = "{\"order\":{\"buyer\":{\"land\":\"PT\"},\"open\":true}}";
        filtered.publish(
                wanted,
                "{\"order\":{\"buyer\":{\"land\":\"ES\"},\"open\":true}}",
                "{\"order\":{\"land\":\"PT\",\"open\":true}}",
                "{\"buyer\":{\"land\":\"PT\"},\"open\":true}");
        filtered.received(wanted);
    }

    @Test
    default void arraysAreMatchedByAnyOfTheirElements() {
        var filtered = new Filtered(cloud(), "{\"lines\":{\"sku\":[{\"prefix\":\"b\"}]},\"tags\":[\"new\"]}", BODY);
        String wanted = "{\"lines\":[{\"sku\":\"a1\"},{\"sku\":\"b1\"}],\"tags\":[\"old\",\"new\"]}";
        filtered.publish(
                wanted,
                wanted.replace("b1", "c1"),
                wanted.replace("\"new\"", "\"newer\""),
                "{\"lines\":[],\"tags\":[]}");
        filtered.received(wanted);
    }

    @Test
    default void existenceOfPropertiesIsMatched() {
        var present = new Filtered(cloud(), "{\"a\":{\"b\":[{\"exists\":true}]}}", BODY);
        present.publish("{\"a\":{\"b\":0}}", "{\"a\":{}}", "{\"a\":{\"b\":{\"c\":1}}}", "{\"a\":{\"b\":null}}");
        present.received("{\"a\":{\"b\":0}}");

        var absent = new Filtered(cloud(), "{\"a\":{\"b\":[{\"exists\":false}]}}", BODY);
        absent.publish("{\"a\":{\"b\":0}}", "{\"a\":{\"c\":1}}");
        absent.received("{\"a\":{\"c\":1}}");
    }

    @Test
    default void anOrWorksInsideOfAProperty() {
        var filtered = new Filtered(
                cloud(), "{\"order\":{\"$or\":[{\"state\":[\"open\"]},{\"total\":[{\"numeric\":[\">\",9]}]}]}}", BODY);
        filtered.publish(
                "{\"order\":{\"state\":\"open\",\"total\":1}}",
                "{\"order\":{\"state\":\"done\",\"total\":10}}",
                "{\"order\":{\"state\":\"done\",\"total\":1}}");
        filtered.received(
                "{\"order\":{\"state\":\"open\",\"total\":1}}", "{\"order\":{\"state\":\"done\",\"total\":10}}");
    }

    @Test
    default void aBodyThatIsNoJsonObjectIsNotMatched() {
        var filtered = new Filtered(cloud(), "{\"a\":[{\"exists\":false}]}", BODY);
        filtered.publish("plain", "[1]", "\"text\"", "{\"b\":1", "{\"b\":1e1000000000}", "{\"b\":1}");
        filtered.received("{\"b\":1e1000000000}", "{\"b\":1}");
    }

    @Test
    default void attributesDoNotCountForABodyNorTheBodyForAttributes() {
        var body = new Filtered(cloud(), "{\"a\":[\"x\"]}", BODY);
        body.publish("{\"b\":1}", Map.of("a", string("x")));
        body.publish("{\"a\":\"x\"}");
        body.received("{\"a\":\"x\"}");

        var attributes = new Filtered(cloud(), "{\"a\":[\"x\"]}");
        attributes.publish("{\"a\":\"x\"}", Map.of("a", string("y")));
        attributes.publish("by attribute", Map.of("a", string("x")));
        attributes.received("by attribute");
    }

    @Test
    default void theScopeOfAPolicyIsChangedAndReadBack() {
        String topic = cloud().topic();
        var queue = cloud().queue();
        String nested = "{\"a\":{\"b\":[1]}}";
        String arn = cloud().subscribe(topic, queue, Map.of("FilterPolicyScope", BODY, "FilterPolicy", nested));
        assertThat(scope(arn)).isEqualTo(BODY);

        // It is nested, which no policy of attributes is.
        refused("InvalidParameter", () -> set(arn, "FilterPolicyScope", "MessageAttributes"));
        set(arn, "FilterPolicy", "{\"a\":[1]}");
        set(arn, "FilterPolicyScope", "MessageAttributes");
        assertThat(scope(arn)).isEqualTo("MessageAttributes");
        refused("InvalidParameter", () -> set(arn, "FilterPolicyScope", "Subject"));
    }

    private String scope(String arn) {
        return cloud().sns
                .getSubscriptionAttributes(r -> r.subscriptionArn(arn))
                .attributes()
                .get("FilterPolicyScope");
    }

    private void set(String arn, String attribute, String value) {
        cloud().sns
                .setSubscriptionAttributes(
                        r -> r.subscriptionArn(arn).attributeName(attribute).attributeValue(value));
    }
}
