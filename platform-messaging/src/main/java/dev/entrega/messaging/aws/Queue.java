package dev.entrega.messaging.aws;

import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** An SQS queue. Thread-safe. */
public final class Queue {

    /** The most entries that one call of SQS takes or gives (SQS quotas). */
    public static final int MAX_BATCH = 10;

    /** What a long poll may take beyond its own waiting. */
    private static final Duration POLL_SLACK = Duration.ofSeconds(5);

    private static final List<MessageSystemAttributeName> ASKED =
            List.of(MessageSystemAttributeName.SENT_TIMESTAMP, MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT);

    private static final List<MessageSystemAttributeName> ASKED_OF_FIFO = List.of(
            MessageSystemAttributeName.SENT_TIMESTAMP,
            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
            MessageSystemAttributeName.MESSAGE_GROUP_ID,
            MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);

    private final SqsClient sqs;
    private final String name;
    private final String url;
    private final List<MessageSystemAttributeName> asked;

    Queue(SqsClient sqs, String name, String url) {
        this.sqs = sqs;
        this.name = name;
        this.url = url;
        this.asked = Fifo.isName(name) ? ASKED_OF_FIFO : ASKED;
    }

    public String name() {
        return name;
    }

    /**
     * Waits for messages.
     *
     * @param max 1 to 10
     * @param wait how long an empty queue is waited for, 0 to 20 s
     * @param visibility for how long nobody else gets what this call returns
     * @throws MessagingException if the queue can't be reached, is missing or forbidden
     */
    public List<ReceivedMessage> receive(int max, Duration wait, Duration visibility) {
        try {
            return sqs
                    .receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(max)
                            .waitTimeSeconds((int) wait.toSeconds())
                            .visibilityTimeout((int) visibility.toSeconds())
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(asked)
                            .overrideConfiguration(override -> override.apiCallTimeout(wait.plus(POLL_SLACK))
                                    .apiCallAttemptTimeout(wait.plus(POLL_SLACK))))
                    .messages()
                    .stream()
                    .map(this::received)
                    .toList();
        } catch (SdkException e) {
            throw new BrokerException("receive from " + name, e);
        }
    }

    /** Sends up to 10 messages of at most 256 KiB together. A result for each, in their order. */
    public List<EntryResult> send(List<dev.entrega.messaging.Message> messages) {
        var entries = IntStream.range(0, messages.size())
                .mapToObj(index -> entry(index, messages.get(index)))
                .toList();
        return batch(
                "send to",
                messages.size(),
                () -> sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                        .failed());
    }

    private static SendMessageBatchRequestEntry entry(int index, dev.entrega.messaging.Message message) {
        var entry = SendMessageBatchRequestEntry.builder()
                .id(Integer.toString(index))
                .messageBody(message.body())
                .messageAttributes(sent(message.attributes()));
        var fifo = message.fifo();
        if (fifo != null) {
            entry.messageGroupId(fifo.group()).messageDeduplicationId(fifo.deduplicationId());
        }
        return entry.build();
    }

    /** SQS refuses empty values. */
    private static Map<String, MessageAttributeValue> sent(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .filter(attribute -> !attribute.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build()));
    }

    /** Acknowledges up to 10 receives. A result for each, in their order. */
    public List<EntryResult> delete(List<String> receipts) {
        var entries = IntStream.range(0, receipts.size())
                .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(receipts.get(index))
                        .build())
                .toList();
        return batch(
                "delete from",
                receipts.size(),
                () -> sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(entries))
                        .failed());
    }

    /** A receive, and after how long from now (0 to 12 h) its message may be received again. */
    public record Visibility(String receipt, Duration timeout) {}

    /** Changes when up to 10 received messages come back. A result for each, in their order. */
    public List<EntryResult> changeVisibility(List<Visibility> changes) {
        var entries = IntStream.range(0, changes.size())
                .mapToObj(index -> ChangeMessageVisibilityBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(changes.get(index).receipt())
                        .visibilityTimeout(wholeSeconds(changes.get(index).timeout()))
                        .build())
                .toList();
        return batch(
                "change of visibility in",
                changes.size(),
                () -> sqs.changeMessageVisibilityBatch(
                                request -> request.queueUrl(url).entries(entries))
                        .failed());
    }

    /** SQS counts in seconds; a shorter time is not none. */
    private static int wholeSeconds(Duration time) {
        return Math.toIntExact(Math.ceilDiv(time.toMillis(), 1000));
    }

    private interface Call {
        List<BatchResultErrorEntry> failures();
    }

    private List<EntryResult> batch(String what, int size, Call call) {
        try {
            var results = new ArrayList<EntryResult>(Collections.nCopies(size, new Confirmed()));
            for (var failed : call.failures()) {
                results.set(
                        Integer.parseInt(failed.id()),
                        Faults.ofEntry(failed.senderFault(), failed.code(), failed.message()));
            }
            return results;
        } catch (SdkException e) {
            return Collections.nCopies(size, Faults.ofCall(what + " " + name, e));
        }
    }

    private ReceivedMessage received(Message message) {
        var system = message.attributes();
        return new ReceivedMessage(
                message.messageId(),
                message.receiptHandle(),
                name,
                message.body(),
                attributes(message),
                Integer.parseInt(system.getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                Instant.ofEpochMilli(
                        Long.parseLong(system.getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0"))),
                fifo(system));
    }

    private static @Nullable Fifo fifo(Map<MessageSystemAttributeName, String> system) {
        String group = system.get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        return group == null
                ? null
                : new Fifo(group, system.getOrDefault(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID, ""));
    }

    private static Map<String, String> attributes(Message message) {
        return message.messageAttributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().stringValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue()));
    }
}
