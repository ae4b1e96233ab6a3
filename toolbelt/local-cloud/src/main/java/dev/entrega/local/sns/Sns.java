package dev.entrega.local.sns;

import dev.entrega.local.sqs.Sqs;
import dev.entrega.local.wire.Answer;
import dev.entrega.local.wire.Form;
import dev.entrega.local.wire.Refusal;
import dev.entrega.local.wire.Request;
import dev.entrega.local.wire.Xml;

/** SNS with standard and FIFO topics and SQS subscriptions. Safe for use by many threads. */
public final class Sns {
    static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

    private final Topics topics;
    private final Subscriptions subscriptions;
    private final Publishing publishing;

    /**
     * Without topics.
     *
     * @param sqs where topics deliver
     * @param region in the ARNs of topics
     * @param account in the ARNs of topics, 12 digits
     * @param endpoint in the links of notifications
     */
    public Sns(Sqs sqs, String region, String account, String endpoint) {
        this.topics = new Topics("arn:aws:sns:" + region + ":" + account + ":", account);
        this.subscriptions = new Subscriptions(topics, account);
        this.publishing = new Publishing(topics, new Delivery(sqs, subscriptions, endpoint));
    }

    public Answer answer(Request request) {
        try {
            Form form = request.form();
            return Xml.result(NAMESPACE, form.get("Action"), act(form));
        } catch (Refusal refusal) {
            return Xml.error(NAMESPACE, refusal, refusal.code());
        }
    }

    private String act(Form form) {
        return switch (form.get("Action")) {
            case "CreateTopic" -> topics.create(form);
            case "DeleteTopic" -> {
                subscriptions.deleteAllOf(form.get("TopicArn"));
                yield topics.delete(form);
            }
            case "ListTopics" -> topics.list(form);
            case "GetTopicAttributes" ->
                topics.attributes(form, subscriptions.of(form.get("TopicArn")).size());
            case "SetTopicAttributes" -> topics.setAttribute(form);
            case "TagResource" -> topics.tag(form);
            case "UntagResource" -> topics.untag(form);
            case "ListTagsForResource" -> topics.tags(form);
            case "Subscribe" -> subscriptions.subscribe(form);
            case "Unsubscribe" -> subscriptions.unsubscribe(form);
            case "ListSubscriptions" -> subscriptions.list(form);
            case "ListSubscriptionsByTopic" -> subscriptions.listByTopic(form);
            case "GetSubscriptionAttributes" -> subscriptions.attributes(form);
            case "SetSubscriptionAttributes" -> subscriptions.setAttribute(form);
            case "Publish" -> publishing.publish(form);
            case "PublishBatch" -> publishing.publishBatch(form);
            default ->
                throw new Refusal("InvalidAction", "The local cloud has no SNS action " + form.get("Action") + ".");
        };
    }
}
