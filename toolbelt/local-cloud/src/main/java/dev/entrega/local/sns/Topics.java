package dev.entrega.local.sns;

import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Xml;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** The topics, their attributes and tags. Each method answers one action. */
final class Topics {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Pattern FIFO_NAME = Pattern.compile("[A-Za-z0-9_-]{1,251}\\.fifo");

    /** What a client may set on every topic (API reference of SetTopicAttributes). All are stored, none acts. */
    private static final Set<String> SETTABLE =
            Set.of("DisplayName", "Policy", "DeliveryPolicy", "KmsMasterKeyId", "SignatureVersion", "TracingConfig");

    private static final String FIFO = "FifoTopic";

    private static final int MOST_TAGS = 50;

    private final String arnPrefix;
    private final String owner;
    private final ConcurrentNavigableMap<String, Topic> topics = new ConcurrentSkipListMap<>();

    Topics(String arnPrefix, String owner) {
        this.arnPrefix = arnPrefix;
        this.owner = owner;
    }

    /** @throws Refusal if there is no such topic */
    Topic get(String arn) {
        if (!arn.startsWith("arn:aws:sns:") || arn.split(":", -1).length != 6) {
            throw Invalid.parameter("TopicArn", "An ARN must have at least 6 elements, not " + arn);
        }
        Topic topic = topics.get(arn);
        if (topic == null) {
            throw Invalid.notFound("Topic");
        }
        return topic;
    }

    String create(Form form) {
        String name = form.get("Name");
        Map<String, String> attributes = form.map("Attributes.entry", "key", "value");
        checkName(name, "true".equals(attributes.remove(FIFO)));
        attributes.forEach((attribute, value) -> {
            if (!settable(name, attribute, value)) {
                throw Invalid.parameter("Attributes", "Unknown attribute or invalid value: " + attribute);
            }
        });
        Map<String, String> tags = tagsIn(form);
        Topic topic = new Topic(arnPrefix + name, attributes, tags);
        Topic existing = topics.putIfAbsent(topic.arn(), topic);
        if (existing != null && !existing.attributes().entrySet().containsAll(attributes.entrySet())) {
            throw Invalid.parameter("Attributes", "Topic already exists with different attributes");
        }
        if (existing != null && !existing.tags().entrySet().containsAll(tags.entrySet())) {
            throw Invalid.parameter("Tags", "Topic already exists with different tags");
        }
        return Xml.text("TopicArn", topic.arn());
    }

    private static void checkName(String name, boolean fifo) {
        if (fifo && !FIFO_NAME.matcher(name).matches()) {
            throw Invalid.parameter("Fifo Topic names must end with .fifo and must be made up of only uppercase and "
                    + "lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 "
                    + "characters long.");
        }
        if (!fifo && !NAME.matcher(name).matches()) {
            throw Invalid.parameter("Topic Name");
        }
    }

    private static boolean settable(String topic, String attribute, String value) {
        return SETTABLE.contains(attribute) || (Topic.isFifo(topic) && Topic.takesOfFifo(attribute, value));
    }

    String delete(Form form) {
        topics.remove(form.get("TopicArn"));
        return "";
    }

    String list(Form form) {
        return Page.of("Topics", topics, form, topic -> Xml.text("TopicArn", topic.arn()));
    }

    String attributes(Form form, int subscriptions) {
        Topic topic = get(form.get("TopicArn"));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("TopicArn", topic.arn());
        attributes.put("Owner", owner);
        attributes.put("DisplayName", "");
        attributes.put("Policy", "{\"Version\":\"2008-10-17\",\"Statement\":[]}");
        attributes.put("SubscriptionsConfirmed", String.valueOf(subscriptions));
        attributes.put("SubscriptionsPending", "0");
        attributes.put("SubscriptionsDeleted", "0");
        attributes.putAll(topic.fifoDefaults());
        attributes.putAll(topic.attributes());
        return entries(attributes);
    }

    /** The form that SNS gives to the attributes of topics and of subscriptions. */
    static String entries(Map<String, String> attributes) {
        return Xml.element(
                "Attributes",
                attributes.entrySet().stream()
                        .map(e -> Xml.element("entry", Xml.text("key", e.getKey()), Xml.text("value", e.getValue())))
                        .toArray(String[]::new));
    }

    String setAttribute(Form form) {
        Topic topic = get(form.get("TopicArn"));
        String attribute = form.get("AttributeName");
        String value = form.get("AttributeValue");
        if (!settable(topic.arn(), attribute, value)) {
            throw Invalid.parameter("AttributeName");
        }
        topic.attributes().put(attribute, value);
        return "";
    }

    String tag(Form form) {
        Topic topic = resource(form);
        Map<String, String> tags = new LinkedHashMap<>(topic.tags());
        tags.putAll(tagsIn(form));
        if (tags.size() > MOST_TAGS) {
            throw new Refusal("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");
        }
        topic.tags().putAll(tags);
        return "";
    }

    String untag(Form form) {
        Topic topic = resource(form);
        form.list("TagKeys.member").forEach(topic.tags()::remove);
        return "";
    }

    String tags(Form form) {
        return Xml.element(
                "Tags",
                resource(form).tags().entrySet().stream()
                        .map(tag ->
                                Xml.element("member", Xml.text("Key", tag.getKey()), Xml.text("Value", tag.getValue())))
                        .toArray(String[]::new));
    }

    private Topic resource(Form form) {
        Topic topic = topics.get(form.get("ResourceArn"));
        if (topic == null) {
            throw new Refusal(404, "ResourceNotFound", "Resource does not exist");
        }
        return topic;
    }

    private static Map<String, String> tagsIn(Form form) {
        return form.map("Tags.member", "Key", "Value");
    }
}
