package dev.entrega.local.sns;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The JSON around a message that is not delivered raw (SNS developer guide, "message and JSON formats"). */
final class Notification {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** RFC 3339 with milliseconds, always three digits. */
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Notification() {}

    /** The signature is none: there is no certificate that a reader could check it by. */
    static String json(Published published, Subscription subscription, String endpoint) {
        Publication publication = published.publication();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("Type", "Notification");
        json.put("MessageId", published.messageId());
        published.sequenceNumber().ifPresent(number -> json.put("SequenceNumber", number));
        json.put("TopicArn", subscription.topicArn());
        publication.subject().ifPresent(subject -> json.put("Subject", subject));
        json.put("Message", publication.message());
        json.put("Timestamp", TIMESTAMP.format(Instant.now()));
        json.put("SignatureVersion", "1");
        json.put("Signature", "LOCAL");
        json.put("SigningCertURL", endpoint + "/certificate.pem");
        json.put("UnsubscribeURL", endpoint + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn());
        if (!publication.attributes().isEmpty()) {
            ObjectNode attributes = json.putObject("MessageAttributes");
            publication
                    .attributes()
                    .forEach((name, attribute) -> attributes
                            .putObject(name)
                            .put("Type", attribute.type())
                            .put("Value", attribute.value()));
        }
        return json.toString();
    }
}
