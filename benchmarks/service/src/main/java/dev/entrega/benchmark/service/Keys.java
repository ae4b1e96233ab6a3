package dev.entrega.benchmark.service;

import dev.entrega.consumer.inbox.EventKey;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Events that nobody has handled yet, in the order of time as real ones. Thread-safe. */
@Singleton
@Requires(property = "benchmark.trials")
final class Keys {

    private static final String SOURCE = "/orders-api";

    private final String run =
            "0190a5b0-0000-7000-8000-%04x".formatted(ThreadLocalRandom.current().nextInt(1 << 16));
    private final AtomicLong next = new AtomicLong();

    EventKey next() {
        return key(next.getAndIncrement());
    }

    List<EventKey> ten() {
        long first = next.getAndAdd(10);
        return LongStream.range(first, first + 10).mapToObj(this::key).toList();
    }

    private EventKey key(long number) {
        return new EventKey("count-order", SOURCE, run + HexFormat.of().toHexDigits(number, 8));
    }
}
