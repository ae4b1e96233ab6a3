package dev.entrega.messaging.aws;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** An SNS topic to publish to. Thread-safe. */
public final class Topic {

    private final SnsClient sns;
    private final String arn;

    Topic(SnsClient sns, String arn) {
        this.sns = sns;
        this.arn = arn;
    }

    /**
     * Publishes up to 10 messages of at most 256 KiB together (SNS quotas; {@link Slices} cuts them) in one call.
     *
     * @return a result for each message, in their order; if the whole call failed, a server fault for each
     */
    public List<EntryResult> publish(List<Message> messages) {
        var entries = IntStream.range(0, messages.size())
                .mapToObj(index -> entry(index, messages.get(index)))
                .toList();
        try {
            var response = sns.publishBatch(request -> request.topicArn(arn).publishBatchRequestEntries(entries));
            var results = new ArrayList<EntryResult>(Collections.nCopies(messages.size(), new Confirmed()));
            response.failed()
                    .forEach(failed -> results.set(
                            Integer.parseInt(failed.id()),
                            Faults.ofEntry(failed.senderFault(), failed.code(), failed.message())));
            return results;
        } catch (SdkException e) {
            return Collections.nCopies(messages.size(), Faults.ofCall("publish to " + arn, e));
        }
    }

    private static PublishBatchRequestEntry entry(int index, Message message) {
        var entry = PublishBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .message(message.body())
                .messageAttributes(attributes(message.attributes()));
        var fifo = message.fifo();
        if (fifo != null) {
            entry.messageGroupId(fifo.group()).messageDeduplicationId(fifo.deduplicationId());
        }
        return entry.build();
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
