package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.Deadlines.DeadlineException;
import dev.entrega.consumer.HandlerLimits.Limit;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.core.value.MapPropertyResolver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DeadlinesTest {

    private final AtomicBoolean exited = new AtomicBoolean();
    private final Deadlines deadlines = new Deadlines(
            new HandlerLimits(Map.of(
                    "short", new Limit(Duration.ofMillis(100), new Semaphore(1)),
                    "long", new Limit(Duration.ofHours(1), new Semaphore(1)))),
            Duration.ofMillis(500),
            () -> exited.set(true),
            ErrorReports.of(new MapPropertyResolver(Map.of())));

    @BeforeEach
    void start() {
        deadlines.start();
    }

    @AfterEach
    void stop() {
        deadlines.stop();
    }

    @Test
    void aHandlerInTimeIsLeftAlone() throws Exception {
        assertThat(deadlines.within("long", () -> "done")).isEqualTo("done");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @Timeout(30)
    void oneThatTakesTooLongIsInterruptedAndLeavesNoInterruptBehind() {
        assertThatThrownBy(() -> deadlines.within("short", () -> {
                    new CountDownLatch(1).await();
                    return "never";
                }))
                .isInstanceOf(DeadlineException.class)
                .hasMessageContaining("short");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(exited).isFalse();
    }

    @Test
    @Timeout(30)
    void norDoesOneThatHasOnlyLookedAtItsInterrupt() {
        assertThatThrownBy(() -> deadlines.within("short", () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    throw new IllegalStateException("interrupted");
                }))
                .isInstanceOf(DeadlineException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void anInterruptThatIsNotItsOwnStays() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> deadlines.within("long", () -> {
                    throw new IllegalStateException("as it is");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void oneThatDoesNotHeedTheInterruptEndsTheProcess() throws InterruptedException {
        var released = new AtomicBoolean();
        var spinning = Thread.ofPlatform().start(() -> {
            try {
                deadlines.within("short", () -> {
                    while (!released.get()) {
                        Thread.onSpinWait();
                    }
                    return "at last";
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        await().until(exited::get);
        released.set(true);
        spinning.join();
    }
}
