package dev.entrega.benchmark.stub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SNS's query protocol. What is published on a topic that nobody is subscribed to is counted and thrown away without being
 * read; else it goes to the queues raw. Thread-safe.
 */
final class Sns {

    private static final String ARN = "arn:aws:sns:us-east-1:000000000000:";
    private static final String ENTRY = "PublishBatchRequestEntries.member.";

    private record Subscription(String arn, String topic, String queue, Map<String, String> attributes) {}

    private final Queues queues;
    private final Latency latency;
    private final Map<String, Boolean> topics = new ConcurrentHashMap<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong publishes = new AtomicLong();

    Sns(Queues queues, Latency latency) {
        this.queues = queues;
        this.latency = latency;
    }

    long published() {
        return published.get();
    }

    /** Calls. */
    long publishes() {
        return publishes.get();
    }

    Answer answer(Request request) throws InterruptedException {
        String body = request.text();
        String action = value(body, "Action");
        return switch (action == null ? "" : action) {
            case "PublishBatch" -> publishBatch(body);
            case "Publish" -> publish(body);
            case "ListTopics" ->
                result(
                        "ListTopics",
                        topics.keySet().stream()
                                .map(arn -> "<member><TopicArn>" + arn + "</TopicArn></member>")
                                .collect(Collectors.joining("", "<Topics>", "</Topics>")));
            case "CreateTopic" -> {
                String arn = ARN + value(body, "Name");
                topics.put(arn, true);
                yield result("CreateTopic", "<TopicArn>" + arn + "</TopicArn>");
            }
            case "Subscribe" -> subscribe(body);
            case "Unsubscribe" -> {
                subscriptions.remove(value(body, "SubscriptionArn"));
                yield result("Unsubscribe", "");
            }
            case "ListSubscriptionsByTopic" -> {
                String topic = value(body, "TopicArn");
                yield result(
                        "ListSubscriptionsByTopic",
                        subscriptions.values().stream()
                                .filter(subscription -> subscription.topic().equals(topic))
                                .map(subscription -> "<member><SubscriptionArn>" + subscription.arn()
                                        + "</SubscriptionArn><Protocol>sqs</Protocol><Endpoint>"
                                        + subscription.queue() + "</Endpoint></member>")
                                .collect(Collectors.joining("", "<Subscriptions>", "</Subscriptions>")));
            }
            case "GetSubscriptionAttributes" -> {
                var found = subscriptions.get(value(body, "SubscriptionArn"));
                yield result(
                        "GetSubscriptionAttributes",
                        found == null
                                ? "<Attributes/>"
                                : found.attributes().entrySet().stream()
                                        .map(entry -> "<entry><key>" + entry.getKey() + "</key><value>"
                                                + entry.getValue().replace("\"", "&quot;") + "</value></entry>")
                                        .collect(Collectors.joining("", "<Attributes>", "</Attributes>")));
            }
            default -> Answer.notUnderstood(action + " in " + request.path());
        };
    }

    private Answer subscribe(String body) {
        String topic = value(body, "TopicArn");
        String queue = value(body, "Endpoint");
        String arn = topic + ":" + Integer.toHexString(String.valueOf(queue).hashCode());
        var attributes = new TreeMap<String, String>();
        for (int i = 1; value(body, "Attributes.entry." + i + ".key") != null; i++) {
            attributes.put(
                    String.valueOf(value(body, "Attributes.entry." + i + ".key")),
                    String.valueOf(value(body, "Attributes.entry." + i + ".value")));
        }
        subscriptions.put(arn, new Subscription(arn, String.valueOf(topic), String.valueOf(queue), attributes));
        return result("Subscribe", "<SubscriptionArn>" + arn + "</SubscriptionArn>");
    }

    private Answer publish(String body) throws InterruptedException {
        latency.ofPublish();
        publishes.incrementAndGet();
        published.incrementAndGet();
        deliver(body, "");
        return result("Publish", "<MessageId>m</MessageId>");
    }

    private Answer publishBatch(String body) throws InterruptedException {
        latency.ofPublish();
        publishes.incrementAndGet();
        var successful = new StringBuilder("<Successful>");
        int entry = 1;
        for (String id = value(body, ENTRY + "1.Id"); id != null; id = value(body, ENTRY + entry + ".Id")) {
            successful
                    .append("<member><Id>")
                    .append(id)
                    .append("</Id><MessageId>m-")
                    .append(entry)
                    .append("</MessageId></member>");
            deliver(body, ENTRY + entry + ".");
            published.incrementAndGet();
            entry++;
        }
        return result(
                "PublishBatch", successful.append("</Successful><Failed/>").toString());
    }

    private void deliver(String body, String prefix) {
        if (subscriptions.isEmpty()) {
            return;
        }
        String topic = value(body, "TopicArn");
        for (var subscription : subscriptions.values()) {
            var queue = subscription.topic().equals(topic) ? queues.find(subscription.queue()) : null;
            if (queue != null) {
                queue.supply().publish(message(body, prefix));
            }
        }
    }

    private static String message(String body, String prefix) {
        String text = String.valueOf(value(body, prefix + "Message"));
        var attributes = new HashMap<String, String>();
        String entry = prefix + "MessageAttributes.entry.";
        for (int i = 1; value(body, entry + i + ".Name") != null; i++) {
            attributes.put(
                    String.valueOf(value(body, entry + i + ".Name")),
                    String.valueOf(value(body, entry + i + ".Value.StringValue")));
        }
        return "\"Body\":" + Json.text(text) + ",\"MD5OfBody\":\""
                + Order.md5(text.getBytes(StandardCharsets.UTF_8)) + "\""
                + (attributes.isEmpty() ? "" : Order.attributes(attributes));
    }

    /** A parameter, decoded. Looked for in the text, since parsing all of a batch would cost more than anything else here. */
    private static @Nullable String value(String body, String name) {
        String wanted = name + "=";
        int at = body.startsWith(wanted) ? 0 : body.indexOf("&" + wanted) + 1;
        if (at == 0 && !body.startsWith(wanted)) {
            return null;
        }
        int end = body.indexOf('&', at);
        return URLDecoder.decode(
                body.substring(at + wanted.length(), end < 0 ? body.length() : end), StandardCharsets.UTF_8);
    }

    private static Answer result(String action, String content) {
        return Answer.xml("<" + action + "Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><" + action
                + "Result>" + content + "</" + action
                + "Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></" + action + "Response>");
    }
}
