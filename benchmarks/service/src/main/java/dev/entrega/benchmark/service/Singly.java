package dev.entrega.benchmark.service;

import dev.entrega.marketplace.contract.OrderPlacedV2;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.publish.EventDraft;
import dev.entrega.messaging.topology.Names;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** The same event as {@link Direct}'s, made and checked alike, with a call of its own to SNS. */
@Singleton
@Requires(property = "benchmark.trials")
@Requires(missingBeans = DataSource.class)
final class Singly implements Trial {

    /** Callers who are more than connections wait for one, and none is promised that it will be its turn. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final EventDraft draft;
    private final SnsClient sns;
    private final Resources resources;
    private final Names names;
    private volatile @Nullable String topic;

    Singly(EventDraft draft, SnsClient sns, Resources resources, Names names) {
        this.draft = draft;
        this.sns = sns;
        this.resources = resources;
        this.names = names;
    }

    @Override
    public String name() {
        return "singly";
    }

    @Override
    public long once() {
        var message = draft.complete(SampleOrder.SUBJECT, SampleOrder.ORDER)
                .copies()
                .getFirst()
                .message();
        sns.publish(request -> request.topicArn(topic())
                .message(message.body())
                .messageAttributes(attributes(message.attributes()))
                .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE).apiCallAttemptTimeout(PATIENCE)));
        return 1;
    }

    /** Known only when the service has prepared its topics. */
    private @Nullable String topic() {
        if (topic == null) {
            topic = resources.topicArns().get(names.topic(OrderPlacedV2.TYPE));
        }
        return topic;
    }

    private static Map<String, MessageAttributeValue> attributes(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build()));
    }
}
