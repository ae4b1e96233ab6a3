package dev.entrega.messaging.aws;

import dev.entrega.messaging.ConfigurationException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;

/**
 * Where SNS and SQS are, and how to get in. It shows itself without the key.
 *
 * @param endpoint null for AWS itself
 * @param accessKeyId null to have the SDK search for credentials, as is the secret
 */
public record Access(
        String region,
        @Nullable String endpoint,
        @Nullable String accessKeyId,
        @Nullable String secretAccessKey) {

    /** With all its attempts. Below the shortest visibility: a call that hangs never outlives the message it is about. */
    private static final Duration CALL = Duration.ofSeconds(4);

    private static final Duration ATTEMPT = Duration.ofSeconds(3);

    /** @throws ConfigurationException if the region is missing or unknown, or the endpoint is no URL */
    public Access {
        if (region.isBlank()) {
            throw new ConfigurationException(
                    "AWS_REGION", "is not set", "set it to the region of topics and queues, as eu-central-1");
        }
        if (endpoint == null && !isKnown(region)) {
            throw new ConfigurationException(
                    "AWS_REGION",
                    "is \"" + region + "\", where no SQS can be found",
                    "correct it to the region of topics and queues, as eu-central-1");
        }
        if (endpoint != null && !isUrl(endpoint)) {
            throw new ConfigurationException(
                    "AWS_ENDPOINT_URL", "is not a URL", "set it to http://HOST:PORT, or unset it to use AWS");
        }
    }

    <B extends AwsClientBuilder<B, ?>> B configure(B client) {
        client.region(Region.of(region))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .retryStrategy(RetryMode.STANDARD));
        if (endpoint != null) {
            client.endpointOverride(URI.create(endpoint));
        }
        if (accessKeyId != null && secretAccessKey != null) {
            client.credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)));
        }
        return client;
    }

    /** One that is newer than the SDK has a name that resolves. */
    private static boolean isKnown(String region) {
        if (Region.regions().contains(Region.of(region))) {
            return true;
        }
        try {
            return InetAddress.getByName("sqs." + region + ".amazonaws.com").getAddress().length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isUrl(String text) {
        try {
            var uri = URI.create(text);
            return uri.getScheme() != null && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return endpoint == null ? "AWS in " + region : endpoint;
    }
}
