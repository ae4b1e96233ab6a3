package dev.entrega.local.sns;

import dev.entrega.local.wire.Xml;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A queue's subscription to a topic.
 *
 * @param endpoint ARN of the queue, which need not exist
 * @param attributes as a client has set them
 */
record Subscription(String arn, String topicArn, String endpoint, SubscriptionAttributes attributes) {

    Subscription with(SubscriptionAttributes changed) {
        return new Subscription(arn, topicArn, endpoint, changed);
    }

    /** The message goes as it is, with its attributes; else in SNS's JSON. */
    boolean raw() {
        return attributes.raw();
    }

    boolean accepts(Publication publication) {
        return attributes
                .filter()
                .map(filter -> filter.accepts(publication.message(), publication.attributes()))
                .orElse(true);
    }

    /** ARN of the queue for what can't be delivered. */
    Optional<String> deadLetterQueue() {
        return attributes.deadLetterQueue();
    }

    /** What GetSubscriptionAttributes shows. */
    Map<String, String> shown(String owner) {
        Map<String, String> shown = new TreeMap<>(attributes.values());
        shown.putIfAbsent("RawMessageDelivery", "false");
        if (shown.containsKey("FilterPolicy")) {
            shown.putIfAbsent("FilterPolicyScope", "MessageAttributes");
        } else {
            shown.remove("FilterPolicyScope");
        }
        shown.put("SubscriptionArn", arn);
        shown.put("TopicArn", topicArn);
        shown.put("Endpoint", endpoint);
        shown.put("Protocol", "sqs");
        shown.put("Owner", owner);
        shown.put("PendingConfirmation", "false");
        shown.put("ConfirmationWasAuthenticated", "true");
        return shown;
    }

    /** One item of a list. */
    String listed(String owner) {
        return Xml.text("SubscriptionArn", arn)
                + Xml.text("Owner", owner)
                + Xml.text("Protocol", "sqs")
                + Xml.text("Endpoint", endpoint)
                + Xml.text("TopicArn", topicArn);
    }
}
