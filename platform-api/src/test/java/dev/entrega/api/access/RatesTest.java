package dev.entrega.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RatesTest {

    private long now = Long.MAX_VALUE - 1; // As System.nanoTime may be: it goes on below zero.
    private final Rates rates = new Rates(new RateSettings(10), () -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private int takeAll(String client) {
        int taken = 0;
        while (rates.take(client).isZero()) {
            taken++;
        }
        return taken;
    }

    @Test
    void aSecondsRequestsMayComeAtOnceAndThenTheyComeEvenly() {
        assertThat(takeAll("shop")).isEqualTo(10);
        assertThat(rates.take("shop")).isEqualTo(Duration.ofMillis(100));

        pass(Duration.ofMillis(99));
        assertThat(rates.take("shop")).isEqualTo(Duration.ofMillis(1));
        pass(Duration.ofMillis(1));
        assertThat(takeAll("shop")).isEqualTo(1);
        pass(Duration.ofMillis(350));
        assertThat(takeAll("shop")).isEqualTo(3);
    }

    @Test
    void whatWasRefusedIsNotCounted() {
        takeAll("shop");
        for (int i = 0; i < 1000; i++) {
            rates.take("shop");
        }
        pass(Duration.ofMillis(100));

        assertThat(takeAll("shop")).isEqualTo(1);
    }

    @Test
    void whoWasAwayHasNoMoreThanASecondsRequests() {
        takeAll("shop");
        pass(Duration.ofHours(1));

        assertThat(takeAll("shop")).isEqualTo(10);
    }

    @Test
    void oneClientsRequestsAreNotAnothers() {
        takeAll("shop");

        assertThat(takeAll("till")).isEqualTo(10);
    }

    @Test
    void withoutARateThereIsNoLimit() {
        var unlimited = new Rates(new RateSettings(0), () -> now);

        for (int i = 0; i < 100_000; i++) {
            assertThat(unlimited.take("shop")).isZero();
        }
        assertThat(unlimited.remembered()).isZero();
    }

    @Test
    void whoIsAwayIsForgottenWhenThereAreMany() {
        for (int i = 0; i < 10_000; i++) {
            rates.take("client-" + i);
        }
        pass(Duration.ofSeconds(1));
        rates.take("shop");

        assertThat(rates.remembered()).isEqualTo(1);
    }

    @Test
    void manyAtOnceAreCountedOneByOne() {
        var taken = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                threads.execute(() -> {
                    if (rates.take("shop").isZero()) {
                        taken.incrementAndGet();
                    }
                });
            }
        }

        assertThat(taken).hasValue(10);
    }
}
