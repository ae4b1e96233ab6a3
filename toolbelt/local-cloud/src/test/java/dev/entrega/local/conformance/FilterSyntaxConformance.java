package dev.entrega.local.conformance;

import static dev.entrega.local.conformance.Cloud.refused;
import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Filter policies that SNS takes, and those that it refuses. */
interface FilterSyntaxConformance {
    Cloud cloud();

    private void takes(String scope, String... policies) {
        for (String policy : policies) {
            cloud().subscribe(
                            cloud().topic(),
                            cloud().queue(),
                            Map.of("FilterPolicy", policy, "FilterPolicyScope", scope));
        }
    }

    private void refuses(String scope, List<String> policies) {
        String topic = cloud().topic();
        var queue = cloud().queue();
        for (String policy : policies) {
            refused(
                    "InvalidParameter",
                    () -> cloud().subscribe(topic, queue, Map.of("FilterPolicy", policy, "FilterPolicyScope", scope)));
        }
    }

    private static String rule(String rule) {
        return "{\"a\":[" + rule + "]}";
    }

    @Test
    default void aRuleThatMakesNoSenseIsRefused() {
        refuses(
                "MessageAttributes",
                List.of(
                        "[]",
                        "{\"a\":1}",
                        "{\"a\":[]}",
                        rule("[\"b\"]"),
                        rule("{}"),
                        rule("{\"prefix\":\"a\",\"suffix\":\"b\"}"),
                        rule("{\"prefix\":1}"),
                        rule("{\"suffix\":null}"),
                        rule("{\"equals-ignore-case\":[\"a\"]}"),
                        rule("{\"wildcard\":1}"),
                        rule("{\"exists\":\"true\"}"),
                        rule("{\"anything-but\":[]}"),
                        rule("{\"anything-but\":{\"numeric\":[\"=\",1]}}"),
                        rule("{\"anything-but\":{\"prefix\":1}}"),
                        rule("{\"cidr\":\"10.0.0.0\"}"),
                        rule("{\"cidr\":\"10.0.0.0/x\"}"),
                        rule("{\"cidr\":\"10.0.0/8\"}"),
                        rule("{\"cidr\":\"10.0.0.0/33\"}")));
    }

    @Test
    default void aNumericRuleThatMakesNoSenseIsRefused() {
        refuses(
                "MessageAttributes",
                List.of(
                        rule("{\"numeric\":[]}"),
                        rule("{\"numeric\":[1]}"),
                        rule("{\"numeric\":[\"!=\",1]}"),
                        rule("{\"numeric\":[\"=\",\"1\"]}"),
                        rule("{\"numeric\":[\">\"]}"),
                        rule("{\"numeric\":[\"<\",1,\">\",0]}"),
                        rule("{\"numeric\":[\">\",1,\">\",2]}"),
                        rule("{\"numeric\":[\">\",2,\"<\",2]}"),
                        rule("{\"numeric\":[\">\",1,\"<\",2,\"<\",3]}")));
    }

    @Test
    default void attributesHaveNoNestedPolicy() {
        refuses("MessageAttributes", List.of("{\"a\":{\"b\":[1]}}", "{\"$or\":[{\"a\":{\"b\":[1]}},{\"c\":[1]}]}"));
        takes("MessageBody", "{\"a\":{\"b\":[1]}}");
    }

    @Test
    default void aPolicyHasAtMostFiveKeysNestedOnesNotCounted() {
        takes("MessageAttributes", keys(5));
        refuses("MessageAttributes", List.of(keys(6)));
        takes("MessageBody", "{\"nested\":" + keys(6) + "}");
        refuses("MessageBody", List.of(keys(6)));
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":[1]").collect(joining(",", "{", "}"));
    }

    @Test
    default void aPolicyHasAtMost150CombinationsOfItsValues() {
        takes(
                "MessageAttributes",
                "{\"a\":" + values(150) + "}",
                "{\"a\":" + values(15) + ",\"b\":" + values(10) + "}");
        refuses(
                "MessageAttributes",
                List.of("{\"a\":" + values(151) + "}", "{\"a\":" + values(16) + ",\"b\":" + values(10) + "}"));
        // Each value of a nested key counts as often as the key is deep: 4 x 3 x 3 x 2 = 72.
        takes("MessageBody", nested(4, 3));
        refuses("MessageBody", List.of(nested(5, 6)));
    }

    private static String nested(int deep, int lessDeep) {
        return "{\"a\":{\"b\":{\"c\":" + values(deep) + "}},\"d\":{\"e\":" + values(lessDeep) + "}}";
    }

    private static String values(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).collect(joining(",", "[", "]"));
    }

    @Test
    default void theAlternativesOfAnOrAddUp() {
        String first = "{\"a\":" + values(75) + "}";
        takes("MessageAttributes", "{\"$or\":[" + first + ",{\"b\":" + values(75) + "}]}");
        refuses("MessageAttributes", List.of("{\"$or\":[" + first + ",{\"b\":" + values(76) + "}]}"));
    }

    @Test
    default void anOrThatIsNoneIsAKeyLikeAnyOther() {
        takes(
                "MessageAttributes",
                "{\"$or\":[\"a\",{\"prefix\":\"b\"}]}",
                "{\"$or\":[{\"numeric\":[\"=\",1]},{\"prefix\":\"a\"}]}");
        refuses(
                "MessageAttributes",
                List.of(
                        "{\"$or\":[{\"a\":[1]}]}",
                        "{\"$or\":[{\"numeric\":123},{\"prefix\":\"abc\"}]}",
                        "{\"$or\":[{\"a\":[1]},{\"exists\":[true]}]}"));
    }

    @Test
    default void wildcardsAreFew() {
        takes("MessageAttributes", rule("{\"wildcard\":\"*a*b*\"}"), rule(wildcards(10)));
        refuses("MessageAttributes", List.of(rule("{\"wildcard\":\"*a*b*c*\"}"), rule(wildcards(11))));
    }

    /** One point each, and the points of a key are multiplied by the number of its patterns. */
    private static String wildcards(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"wildcard\":\"" + i + "*\"}")
                .collect(joining(","));
    }

    @Test
    default void aPolicyHasAtMost256Kib() {
        String longest = "x".repeat(262_144 - rule("\"\"").length());
        takes("MessageAttributes", rule("\"" + longest + "\""));
        refuses("MessageAttributes", List.of(rule("\"" + longest + "x\"")));
    }
}
