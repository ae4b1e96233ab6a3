package dev.entrega.marketplace.order;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes order ids: UUIDv7 (RFC 9562), which sort by time, to the millisecond. Thread-safe. */
@Singleton
final class OrderIds {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OrderIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        long high = clock.millis() << 16 | VERSION_7 | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
