package dev.entrega.messaging.publish;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes event ids: UUIDv7 (RFC 9562), which sort roughly by time and so are kind to the indexes they end up in. Thread-safe. */
final class EventIds {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    EventIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        long high = clock.millis() << 16 | VERSION_7 | random.nextInt(1 << 12);
        long low = VARIANT | random.nextLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
