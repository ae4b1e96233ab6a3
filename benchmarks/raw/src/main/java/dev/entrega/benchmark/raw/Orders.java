package dev.entrega.benchmark.raw;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** What both loops do with what they have received. */
final class Orders {

    private static final JsonMapper JSON = new JsonMapper();

    private Orders() {}

    /** Reads each, without any check of what is in it. */
    static void parse(List<Message> messages) {
        for (var message : messages) {
            try {
                if (!JSON.readTree(message.body()).path("data").has("lines")) {
                    throw new IllegalStateException("message " + message.messageId() + " is no order");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<DeleteMessageBatchRequestEntry> receipts(List<Message> messages) {
        return IntStream.range(0, messages.size())
                .mapToObj(index -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .receiptHandle(messages.get(index).receiptHandle())
                        .build())
                .toList();
    }
}
