package dev.entrega.benchmark.raw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/**
 * Publishes the same bytes again and again, ten a call and as many calls at once as the relay has. Told by a line on stdin for
 * how many milliseconds, answers with a line of how many it has published in how many nanoseconds.
 */
public final class RawPublisher {

    private static final int BATCH = 10;

    private final SnsClient sns;
    private final String topic;
    private final List<PublishBatchRequestEntry> entries;

    private RawPublisher(SnsClient sns, String topic, String body) {
        this.sns = sns;
        this.topic = topic;
        this.entries = IntStream.range(0, BATCH)
                .mapToObj(index -> PublishBatchRequestEntry.builder()
                        .id(Integer.toString(index))
                        .message(body)
                        .messageAttributes(Map.of(
                                "type", text("order.placed.v2"),
                                "source", text("/orders-api"),
                                "subject", text("order-4711"),
                                "bucket", text("42")))
                        .build())
                .toList();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** Called with the topic, the number of calls at once and the body. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int calls = Integer.parseInt(args[1]);
        try (var sns = SnsClient.builder()
                        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(calls))
                        .build();
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            String topic = sns.createTopic(request -> request.name(args[0])).topicArn();
            var publisher = new RawPublisher(sns, topic, args[2]);
            System.out.println("is ready");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                long begin = System.nanoTime();
                long published = publisher.publish(calls, Long.parseLong(line));
                System.out.println("did " + published + " " + (System.nanoTime() - begin));
            }
        }
    }

    private long publish(int calls, long millis) throws InterruptedException {
        var published = new LongAdder();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < calls; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    published.add(
                            sns.publishBatch(request -> request.topicArn(topic).publishBatchRequestEntries(entries))
                                    .successful()
                                    .size());
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        return published.sum();
    }
}
