package dev.entrega.consumer;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.context.annotation.ConfigurationInject;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How a service consumes. The defaults are what a production system can live with.
 *
 * @param concurrency how many deliveries are in hand at once
 * @param maxAttempts how often a handler fails before the event becomes a dead letter
 * @param pollWait how long an empty queue is waited for, 1 to 10 s: at shutdown, what SQS still hands out is waited for
 * @param retryBase the limit of the first wait between two attempts; it doubles up to 5 minutes
 * @param unknownGrace how long an event of an unknown type is kept for a newer instance; longer than a deploy's overlap
 * @param collectInterval between two looks at the broker's own dead-letter queues
 */
@ConfigurationProperties("entrega.consumer")
public record ConsumerSettings(
        int concurrency,
        int maxAttempts,
        Duration pollWait,
        Duration retryBase,
        Duration unknownGrace,
        Duration collectInterval) {

    private static final Duration LONGEST_POLL = Duration.ofSeconds(10);

    @ConfigurationInject
    public ConsumerSettings(
            @Bindable(defaultValue = "10") int concurrency,
            @Bindable(defaultValue = "10") int maxAttempts,
            @Bindable(defaultValue = "10s") Duration pollWait,
            @Bindable(defaultValue = "1s") Duration retryBase,
            @Bindable(defaultValue = "15m") Duration unknownGrace,
            @Bindable(defaultValue = "20s") Duration collectInterval) {
        this.concurrency = concurrency;
        this.maxAttempts = maxAttempts;
        this.pollWait = pollWait;
        this.retryBase = retryBase;
        this.unknownGrace = unknownGrace;
        this.collectInterval = collectInterval;
        require("concurrency", concurrency >= 1, "set it to 1 or more");
        require("max-attempts", maxAttempts >= 1, "set it to 1 or more");
        require(
                "poll-wait",
                pollWait.compareTo(Duration.ofSeconds(1)) >= 0 && pollWait.compareTo(LONGEST_POLL) <= 0,
                "set it to 1s to 10s");
    }

    private static void require(String setting, boolean holds, String remedy) {
        if (!holds) {
            throw new ConfigurationException("entrega.consumer." + setting, "is out of its range", remedy);
        }
    }
}
