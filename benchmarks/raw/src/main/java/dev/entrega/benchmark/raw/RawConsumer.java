package dev.entrega.benchmark.raw;

import java.util.ArrayList;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Loops on virtual threads, with the HTTP client that the platform has. Runs until it is killed. */
public final class RawConsumer {

    private static final int BATCH = 10;
    private static final int WAIT_SECONDS = 10;

    private final SqsClient sqs;
    private final String url;

    private RawConsumer(SqsClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /** Called with the queue and the number of loops. */
    public static void main(String[] args) throws InterruptedException {
        int loops = Integer.parseInt(args[1]);
        try (var sqs = SqsClient.builder()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(2 * loops))
                .build()) {
            String url = sqs.getQueueUrl(request -> request.queueName(args[0])).queueUrl();
            var consumer = new RawConsumer(sqs, url);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < loops; i++) {
                threads.add(Thread.ofVirtual().start(consumer::loop));
            }
            System.out.println("is ready");
            for (var thread : threads) {
                thread.join();
            }
        }
    }

    private void loop() {
        while (true) {
            try {
                var messages = sqs.receiveMessage(request ->
                                request.queueUrl(url).maxNumberOfMessages(BATCH).waitTimeSeconds(WAIT_SECONDS))
                        .messages();
                if (!messages.isEmpty()) {
                    Orders.parse(messages);
                    sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(Orders.receipts(messages)));
                }
            } catch (SdkException e) {
                System.err.println(e);
            }
        }
    }
}
