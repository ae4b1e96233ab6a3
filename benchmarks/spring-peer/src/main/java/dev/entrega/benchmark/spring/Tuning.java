package dev.entrega.benchmark.spring;

import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.ListenerMode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The best that was found: batches, 32 receives at once, the client that is written in C, full batches of acknowledgements,
 * and no attributes but one.
 */
@Configuration
@Profile("tuned")
class Tuning {

    private static final int RECEIVES = 32;
    private static final int BATCH = 10;

    /** A name that no attribute has: the listener takes no empty list. */
    private static final String NONE = "none";

    @Bean
    SqsAsyncClient sqsAsyncClient(@Value("${AWS_ENDPOINT_URL}") URI endpoint) {
        return SqsAsyncClient.builder()
                .endpointOverride(endpoint)
                .httpClientBuilder(AwsCrtAsyncHttpClient.builder().maxConcurrency(4 * RECEIVES))
                .build();
    }

    @Bean
    SqsMessageListenerContainerFactory<Object> defaultSqsListenerContainerFactory(SqsAsyncClient client) {
        return SqsMessageListenerContainerFactory.builder()
                .sqsAsyncClient(client)
                .configure(options -> options.listenerMode(ListenerMode.BATCH)
                        .maxMessagesPerPoll(BATCH)
                        .maxConcurrentMessages(RECEIVES * BATCH)
                        .acknowledgementThreshold(BATCH)
                        .acknowledgementInterval(Duration.ofMillis(100))
                        .messageAttributeNames(List.of(NONE))
                        .messageSystemAttributeNames(List.of(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)))
                .build();
    }
}
