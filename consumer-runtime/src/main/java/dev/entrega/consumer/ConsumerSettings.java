package dev.entrega.consumer;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformSettings;
import dev.entrega.messaging.runtime.Settings;
import java.time.Duration;

/**
 * How a service consumes. The defaults are what a production system can live with.
 *
 * @param concurrency how many deliveries are in hand at once
 * @param maxAttempts how often a handler fails before the event becomes a dead letter
 * @param pollWait how long an empty queue is waited for, 1 to 10 s: at shutdown, what SQS still hands out is waited for
 * @param retryBase the limit of the first wait between two attempts; it doubles up to 5 minutes
 * @param unknownGrace how long an event of an unknown type is kept for a newer instance; longer than a deploy's overlap
 * @param originalWait how long a copy that was made from a newer version waits for that
 * @param collectInterval between two looks at the broker's own dead-letter queues
 * @param horizon for how long it is known what has been handled, at least 1 day: an older event becomes a dead letter
 * @param cleanupInterval between two looks for what is older
 */
record ConsumerSettings(
        int concurrency,
        int maxAttempts,
        Duration pollWait,
        Duration retryBase,
        Duration unknownGrace,
        Duration originalWait,
        Duration collectInterval,
        Duration horizon,
        Duration cleanupInterval)
        implements PlatformSettings {

    private static final String PREFIX = "entrega.consumer.";

    /** SQS hides a message for no longer (SQS quotas). */
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

    ConsumerSettings {
        require("concurrency", concurrency >= 1, "set it to 1 or more");
        require("max-attempts", maxAttempts >= 1, "set it to 1 or more");
        require("poll-wait", isWithin(pollWait, Duration.ofSeconds(1), Duration.ofSeconds(10)), "set it to 1s to 10s");
        require("retry-base", retryBase.isPositive(), "set it to more than 0s");
        require("unknown-grace", !unknownGrace.isNegative(), "set it to 0s or more");
        require("original-wait", isWithin(originalWait, Duration.ZERO, LONGEST_WAIT), "set it to 0s to 12h");
        require("collect-interval", collectInterval.isPositive(), "set it to more than 0s");
        require("horizon", horizon.compareTo(Duration.ofDays(1)) >= 0, "set it to 24h or more");
        require("cleanup-interval", cleanupInterval.isPositive(), "set it to more than 0s");
    }

    /** @throws ConfigurationException if a setting is malformed or out of its range */
    static ConsumerSettings of(Settings settings) {
        return new ConsumerSettings(
                settings.number(PREFIX + "concurrency", 10),
                settings.number(PREFIX + "max-attempts", 10),
                settings.duration(PREFIX + "poll-wait", "10s"),
                settings.duration(PREFIX + "retry-base", "1s"),
                settings.duration(PREFIX + "unknown-grace", "15m"),
                settings.duration(PREFIX + "original-wait", "1m"),
                settings.duration(PREFIX + "collect-interval", "20s"),
                settings.duration(PREFIX + "horizon", "30d"),
                settings.duration(PREFIX + "cleanup-interval", "1m"));
    }

    private static boolean isWithin(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    private static void require(String setting, boolean holds, String remedy) {
        if (!holds) {
            throw new ConfigurationException(PREFIX + setting, "is out of its range", remedy);
        }
    }
}
