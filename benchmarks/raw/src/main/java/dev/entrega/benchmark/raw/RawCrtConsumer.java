package dev.entrega.benchmark.raw;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** The fastest way that was found: loops of futures with the client that is written in C. Runs until it is killed. */
public final class RawCrtConsumer {

    private static final int BATCH = 10;
    private static final int WAIT_SECONDS = 10;

    private final SqsAsyncClient sqs;
    private final String url;

    private RawCrtConsumer(SqsAsyncClient sqs, String url) {
        this.sqs = sqs;
        this.url = url;
    }

    /** Called with the queue and the number of loops. */
    public static void main(String[] args) throws InterruptedException {
        int loops = Integer.parseInt(args[1]);
        try (var sqs = SqsAsyncClient.builder()
                .httpClientBuilder(AwsCrtAsyncHttpClient.builder().maxConcurrency(2 * loops))
                .build()) {
            String url = sqs.getQueueUrl(request -> request.queueName(args[0]))
                    .join()
                    .queueUrl();
            var consumer = new RawCrtConsumer(sqs, url);
            for (int i = 0; i < loops; i++) {
                consumer.loop();
            }
            System.out.println("is ready");
            new CountDownLatch(1).await();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It goes on in any case.
    private void loop() {
        sqs.receiveMessage(request ->
                        request.queueUrl(url).maxNumberOfMessages(BATCH).waitTimeSeconds(WAIT_SECONDS))
                .thenCompose(this::handle)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        System.err.println(failure);
                    }
                    loop();
                });
    }

    private CompletableFuture<?> handle(ReceiveMessageResponse response) {
        if (response.messages().isEmpty()) {
            return CompletableFuture.completedFuture(response);
        }
        Orders.parse(response.messages());
        return sqs.deleteMessageBatch(request -> request.queueUrl(url).entries(Orders.receipts(response.messages())));
    }
}
