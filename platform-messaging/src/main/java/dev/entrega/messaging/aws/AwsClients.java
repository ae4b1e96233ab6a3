package dev.entrega.messaging.aws;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients, from {@code AWS_REGION}, {@code AWS_ENDPOINT_URL} and the SDK's own search for credentials. */
@Factory
final class AwsClients {

    /** Room for every long poll and every batch in flight of one process. */
    private static final int CONNECTIONS = 64;

    private final @Nullable String region;
    private final @Nullable String endpoint;

    AwsClients(
            @Property(name = "aws.region") @Nullable String region,
            @Property(name = "aws.endpoint-url") @Nullable String endpoint) {
        this.region = region;
        this.endpoint = endpoint;
    }

    /** When a client is made: a service that publishes and handles nothing is told of no region. */
    private Access access() {
        return new Access(region == null ? "" : region, endpoint, null, null);
    }

    @Singleton
    @Bean(preDestroy = "close")
    SdkHttpClient httpClient() {
        return http().build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SnsClient sns(SdkHttpClient http, BrokerVital vital) {
        return watched(access().configure(SnsClient.builder()), vital)
                .httpClient(http)
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SqsClient sqs(SdkHttpClient http, BrokerVital vital) {
        return watched(access().configure(SqsClient.builder()), vital)
                .httpClient(http)
                .build();
    }

    @Singleton
    BrokerVital vital(Clock clock) {
        return new BrokerVital(clock);
    }

    private static <B extends SdkClientBuilder<B, ?>> B watched(B client, BrokerVital vital) {
        return client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(vital)
                .build());
    }

    static Apache5HttpClient.Builder http() {
        return Apache5HttpClient.builder().maxConnections(CONNECTIONS).connectionTimeout(Duration.ofSeconds(2));
    }

    @Singleton
    Resources resources(SnsClient sns, SqsClient sqs) {
        return new Resources(sns, sqs);
    }
}
