package dev.entrega.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoopTest {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final AtomicInteger rounds = new AtomicInteger();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicBoolean halted = new AtomicBoolean();
    private Loop loop = loop(() -> {});

    private Loop loop(Loop.Round round) {
        return new Loop(
                Thread.ofVirtual().name("loop"),
                PAUSE,
                () -> {
                    rounds.incrementAndGet();
                    round.run();
                },
                failures::add,
                () -> halted.set(true));
    }

    @AfterEach
    void stop() {
        loop.stop();
    }

    static List<Throwable> anything() {
        return List.of(
                new IllegalStateException("as the test says"),
                new StackOverflowError("as the test says"),
                new NoClassDefFoundError("as the test says"),
                new AssertionError("as the test says"));
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @ParameterizedTest
    @MethodSource("anything")
    void whateverARoundThrowsIsToldAndTheNextOneFollows(Throwable failure) {
        loop = loop(() -> {
            if (rounds.get() == 1) {
                raise(failure);
            }
        });

        loop.start();

        await().until(() -> rounds.get() >= 3);
        assertThat(failures).containsExactly(failure);
        assertThat(halted).isFalse();
    }

    @Test
    void withoutMemoryTheProcessEnds() {
        loop = loop(() -> {
            throw new OutOfMemoryError("as the test says");
        });

        loop.start();

        await().untilTrue(halted);
        assertThat(failures).isEmpty();
    }

    @Test
    void oneThatIsToldToEndBeginsNoMoreAndWhatInterruptsItIsNoFailure() throws InterruptedException {
        var begun = new CountDownLatch(1);
        loop = loop(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await(); // For ever.
            } catch (InterruptedException e) {
                throw new IllegalStateException("as a driver says it", e);
            }
        });
        loop.start();
        begun.await();

        loop.stop();

        await().during(PAUSE.multipliedBy(10)).until(() -> rounds.get() == 1);
        assertThat(failures).isEmpty();
    }
}
