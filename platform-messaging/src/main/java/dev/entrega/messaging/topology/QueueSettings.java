package dev.entrega.messaging.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.entrega.messaging.Fifo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The attributes that the platform's queues have, and how they differ from those of a queue that exists. */
final class QueueSettings {

    /** Long enough to repair a consumer over a weekend. */
    private static final Duration RETENTION = Duration.ofDays(7);

    /** SQS's longest: a standard dead-letter queue keeps the original enqueue time (SQS developer guide). */
    private static final Duration NET_RETENTION = Duration.ofDays(14);

    private static final int MAX_MESSAGE_BYTES = 1024 * 1024;

    /**
     * A backstop far above the attempts that the runtime makes, since SQS also counts give-backs and messages that no
     * handler ever saw. What reaches it is collected with the reason RECEIVE_LIMIT.
     */
    private static final int MAX_RECEIVES = 100;

    /**
     * SQS's highest. In a FIFO queue what is behind a message that fails is received with it each time, and a message that
     * is moved aside lets those behind it overtake it.
     */
    private static final int MAX_RECEIVES_IN_ORDER = 1000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueueSettings() {}

    /** @param topicPattern the ARNs of the topics that may send to it, with wildcards */
    static Map<String, String> queue(Duration visibility, String queueArn, String deadLetterArn, String topicPattern) {
        var settings = new HashMap<>(undelivered(queueArn, topicPattern));
        settings.put("VisibilityTimeout", Long.toString(visibility.toSeconds()));
        settings.put("MessageRetentionPeriod", Long.toString(RETENTION.toSeconds()));
        settings.put("MaximumMessageSize", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put(
                "RedrivePolicy",
                JSON.createObjectNode()
                        .put("deadLetterTargetArn", deadLetterArn)
                        .put("maxReceiveCount", Fifo.isName(queueArn) ? MAX_RECEIVES_IN_ORDER : MAX_RECEIVES)
                        .toString());
        return settings;
    }

    /** SNS puts into it what it could not deliver, so it needs to be let in as well. */
    static Map<String, String> undelivered(String queueArn, String topicPattern) {
        var settings = new HashMap<>(net());
        settings.put("Policy", policy(queueArn, topicPattern));
        return settings;
    }

    /** A queue that catches what otherwise would be lost. */
    static Map<String, String> net() {
        return Map.of(
                "MessageRetentionPeriod", Long.toString(NET_RETENTION.toSeconds()),
                "MaximumMessageSize", Integer.toString(MAX_MESSAGE_BYTES));
    }

    /** What of the settings the existing attributes don't say. */
    static Map<String, String> missing(Map<String, String> settings, Map<String, String> existing) {
        var missing = new HashMap<String, String>();
        settings.forEach((name, value) -> {
            String present = existing.get(name);
            if (present == null || !sameJson(value, present)) {
                missing.put(name, value);
            }
        });
        return missing;
    }

    /** One statement for all topics: SQS limits a policy's size, and a new subscription must not rewrite it. */
    private static String policy(String queueArn, String topicPattern) {
        var policy = JSON.createObjectNode().put("Version", "2012-10-17");
        var statement = policy.putArray("Statement")
                .addObject()
                .put("Sid", "entrega-topics")
                .put("Effect", "Allow")
                .put("Action", "sqs:SendMessage")
                .put("Resource", queueArn);
        statement.putObject("Principal").put("Service", "sns.amazonaws.com");
        statement.putObject("Condition").putObject("ArnLike").put("aws:SourceArn", topicPattern);
        return policy.toString();
    }

    /** SQS may give JSON back in another form than it got it; numbers come back as text. */
    private static boolean sameJson(String one, String other) {
        try {
            return one.equals(other)
                    || (one.startsWith("{") && withoutQuotes(one).equals(withoutQuotes(other)));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String withoutQuotes(String json) throws JsonProcessingException {
        return JSON.readTree(json).toString().replace("\"", "");
    }
}
