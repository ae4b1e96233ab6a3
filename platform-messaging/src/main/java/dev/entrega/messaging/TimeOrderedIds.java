package dev.entrega.messaging;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes ids for events, and for whatever resources a service names itself: UUIDv7 (RFC 9562), which sort by time to the
 * millisecond and so are kind to the indexes they end up in. Thread-safe.
 */
@Singleton
public final class TimeOrderedIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public TimeOrderedIds(Clock clock) {
        this.clock = clock;
    }

    public String next() {
        long high = clock.millis() << 16 | VERSION_7 | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
