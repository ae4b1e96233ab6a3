package dev.entrega.messaging.aws;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The SDK's clients, from {@code AWS_REGION}, {@code AWS_ENDPOINT_URL} and the SDK's own search for credentials. */
@Factory
final class AwsClients {

    /** Room for every long poll and every batch in flight of one process. */
    private static final int CONNECTIONS = 64;

    /** With all its attempts. Below the shortest visibility: a call that hangs never outlives the message it is about. */
    private static final Duration CALL = Duration.ofSeconds(4);

    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    private final @Nullable String region;
    private final @Nullable URI endpoint;

    AwsClients(
            @Property(name = "aws.region") @Nullable String region,
            @Property(name = "aws.endpoint-url") @Nullable String endpoint) {
        this.region = region;
        this.endpoint = endpoint == null ? null : parsed(endpoint);
    }

    @Singleton
    @Bean(preDestroy = "close")
    SdkHttpClient httpClient() {
        return Apache5HttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(Duration.ofSeconds(2))
                .build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SnsClient sns(SdkHttpClient http) {
        return configured(SnsClient.builder()).httpClient(http).build();
    }

    @Singleton
    @Bean(preDestroy = "close")
    SqsClient sqs(SdkHttpClient http) {
        return configured(SqsClient.builder()).httpClient(http).build();
    }

    @Singleton
    Resources resources(SnsClient sns, SqsClient sqs) {
        return new Resources(sns, sqs);
    }

    private <B extends AwsClientBuilder<B, ?>> B configured(B client) {
        if (region == null || region.isBlank()) {
            throw new ConfigurationException(
                    "AWS_REGION", "is not set", "set it to the region of topics and queues, as eu-central-1");
        }
        client.region(Region.of(region))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .retryStrategy(RetryMode.STANDARD));
        return endpoint == null ? client : client.endpointOverride(endpoint);
    }

    private static URI parsed(String endpoint) {
        try {
            var uri = URI.create(endpoint);
            if (uri.getScheme() != null && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, together with what is missing.
        }
        throw new ConfigurationException(
                "AWS_ENDPOINT_URL", "is not a URL", "set it to http://HOST:PORT, or unset it to use AWS");
    }
}
