package dev.entrega.local.sqs;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Request;
import dev.entrega.local.wire.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SQS's old protocol, forms in and XML out, translated to and from the JSON one. Some clients still speak it: Debian's
 * AWS CLI, SDKs from before the end of 2023.
 */
final class QueryProtocol {
    static final String NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

    private static final Set<String> NUMBERS = Set.of(
            "DelaySeconds",
            "VisibilityTimeout",
            "MaxNumberOfMessages",
            "WaitTimeSeconds",
            "MaxResults",
            "MaxNumberOfMessagesPerSecond");

    /** Flattened lists of texts → their member. */
    private static final Map<String, String> LISTS = Map.of(
            "AttributeName", "AttributeNames",
            "MessageAttributeName", "MessageAttributeNames",
            "MessageSystemAttributeName", "MessageSystemAttributeNames",
            "TagKey", "TagKeys",
            "ActionName", "Actions",
            "AWSAccountId", "AWSAccountIds");

    /** Members of the answers → the elements of a flattened list. */
    private static final Map<String, String> ELEMENTS = Map.ofEntries(
            entry("QueueUrls", "QueueUrl"),
            entry("queueUrls", "QueueUrl"),
            entry("Messages", "Message"),
            entry("Results", "Result"));

    private QueryProtocol() {}

    /** The same request in JSON. The queue may be named by the path of the URL alone. */
    static ObjectNode decode(Request request, Form form) {
        ObjectNode json = decode(form);
        boolean queueInPath = request.path().indexOf('/', 1) > 0;
        if (!json.has("QueueUrl") && queueInPath) {
            json.put("QueueUrl", request.path());
        }
        String action = form.get("Action");
        putMap(json, action.equals("CreateQueue") ? "tags" : "Tags", form.map("Tag", "Key", "Value"));
        if (action.endsWith("Batch")) {
            var entries = json.putArray("Entries");
            form.items(action + "RequestEntry").forEach(item -> entries.add(decode(item)));
        }
        return json;
    }

    private static ObjectNode decode(Form form) {
        ObjectNode json = Json.object();
        form.values().forEach((name, value) -> {
            if (NUMBERS.contains(name) && value.matches("-?\\d{1,9}")) {
                json.put(name, Integer.parseInt(value));
            } else if (name.indexOf('.') < 0) {
                json.put(name, value);
            }
        });
        LISTS.forEach((flat, member) -> {
            List<String> texts = form.list(flat);
            if (!texts.isEmpty()) {
                var list = json.putArray(member);
                texts.forEach(list::add);
            }
        });
        putMap(json, "Attributes", form.map("Attribute", "Name", "Value"));
        putAttributes(json, "MessageAttributes", form.items("MessageAttribute"));
        putAttributes(json, "MessageSystemAttributes", form.items("MessageSystemAttribute"));
        return json;
    }

    private static void putMap(ObjectNode json, String member, Map<String, String> map) {
        if (!map.isEmpty()) {
            ObjectNode node = json.putObject(member);
            map.forEach(node::put);
        }
    }

    private static void putAttributes(ObjectNode json, String member, List<Form> items) {
        if (!items.isEmpty()) {
            ObjectNode attributes = json.putObject(member);
            for (Form item : items) {
                ObjectNode attribute = attributes.putObject(item.get("Name"));
                for (String part : List.of("DataType", "StringValue", "BinaryValue")) {
                    item.find("Value." + part).ifPresent(value -> attribute.put(part, value));
                }
            }
        }
    }

    /** The same answer in XML. */
    static Answer encode(String action, ObjectNode answer) {
        return Xml.result(NAMESPACE, action, encode(answer, action).toArray(String[]::new));
    }

    private static List<String> encode(JsonNode json, String action) {
        List<String> elements = new ArrayList<>();
        json.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            switch (name) {
                case "Attributes" -> elements.addAll(pairs(value, "Attribute", "Name"));
                case "Tags" -> elements.addAll(pairs(value, "Tag", "Key"));
                case "MessageAttributes" ->
                    value.properties()
                            .forEach(attribute -> elements.add(Xml.element(
                                    "MessageAttribute",
                                    Xml.text("Name", attribute.getKey()),
                                    Xml.element("Value", join(encode(attribute.getValue(), action))))));
                case "Successful" ->
                    value.forEach(
                            item -> elements.add(Xml.element(action + "ResultEntry", join(encode(item, action)))));
                case "Failed" ->
                    value.forEach(
                            item -> elements.add(Xml.element("BatchResultErrorEntry", join(encode(item, action)))));
                default -> {
                    if (value.isArray()) {
                        value.forEach(item -> elements.add(
                                item.isValueNode()
                                        ? Xml.text(ELEMENTS.getOrDefault(name, name), item.asText())
                                        : Xml.element(ELEMENTS.getOrDefault(name, name), join(encode(item, action)))));
                    } else if (!value.isNull()) {
                        elements.add(Xml.text(name, value.asText()));
                    }
                }
            }
        });
        return elements;
    }

    private static List<String> pairs(JsonNode map, String element, String key) {
        List<String> pairs = new ArrayList<>();
        map.properties()
                .forEach(e -> pairs.add(Xml.element(
                        element,
                        Xml.text(key, e.getKey()),
                        Xml.text("Value", e.getValue().asText()))));
        return pairs;
    }

    private static String join(List<String> elements) {
        return String.join("", elements);
    }
}
