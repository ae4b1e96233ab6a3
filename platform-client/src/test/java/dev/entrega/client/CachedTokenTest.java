package dev.entrega.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a token is fetched and when it isn't, by a clock that a test sets. */
class CachedTokenTest {

    private static final Duration LIFE = Duration.ofSeconds(1000);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger fetched = new AtomicInteger();
    private volatile Instant now = BEGIN;
    private volatile boolean down;
    private final CachedToken token = new CachedToken("orders:read", this::fetch, () -> now);

    private AccessToken fetch(String scopes) throws IOException {
        int number = fetched.incrementAndGet();
        if (down) {
            throw new IOException("the issuer is down");
        }
        return AccessToken.lasting(LIFE, scopes + " " + number, now);
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private String get() {
        return token.get(PATIENCE).value();
    }

    @Test
    void mostOfItsLifeItIsNotFetchedAgain() {
        assertThat(get()).isEqualTo("orders:read 1");
        pass(799);
        assertThat(get()).isEqualTo("orders:read 1");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void towardsItsEndItIsRenewedWhileTheOldOneIsUsed() {
        get();
        pass(800);

        assertThat(get()).isEqualTo("orders:read 1");
        await().untilAsserted(() -> assertThat(get()).isEqualTo("orders:read 2"));
        assertThat(fetched).hasValue(2);
    }

    @Test
    void itIsUsedUntilShortlyBeforeItsEndIfTheIssuerIsDown() {
        get();
        down = true;
        pass(969);
        assertThat(get()).isEqualTo("orders:read 1");

        pass(1);
        assertThatThrownBy(() -> get())
                .isInstanceOf(NoTokenException.class)
                .hasMessage("no token for it: the issuer is down");

        down = false;
        assertThat(get()).startsWith("orders:read ").isNotEqualTo("orders:read 1");
    }

    @Test
    void anIssuerThatIsDownIsNotAskedForARenewalByEachCall() {
        get();
        down = true;
        pass(800);
        get();
        await().until(() -> fetched.get() == 2);
        for (int i = 0; i < 100; i++) {
            get();
        }
        assertThat(fetched.get()).isBetween(2, 3); // One more if a call came before the failure was noted.

        int before = fetched.get();
        pass(5);
        await().until(() -> !get().isEmpty() && fetched.get() > before);
    }

    @Test
    void howeverManyAskItIsFetchedOnce() throws Exception {
        var asked = new CountDownLatch(1);
        var slow = new CachedToken(
                "orders:read",
                scopes -> {
                    awaitUninterrupted(asked);
                    return fetch(scopes);
                },
                () -> now);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Collections.nCopies(
                    200, (Callable<String>) () -> slow.get(PATIENCE).value());
            List<Future<String>> answers = calls.stream().map(callers::submit).toList();
            asked.countDown();
            Set<String> values = new HashSet<>();
            for (var answer : answers) {
                values.add(answer.get());
            }
            assertThat(values).containsExactly("orders:read 1");
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void whoWaitsWaitsNoLongerThanItsOwnPatience() {
        var never = new CountDownLatch(1);
        var silent = new CachedToken(
                "orders:read",
                scopes -> {
                    awaitUninterrupted(never);
                    return fetch(scopes);
                },
                () -> now);

        assertThatThrownBy(() -> silent.get(Duration.ofMillis(50)))
                .isInstanceOf(NoTokenException.class)
                .hasMessageContaining("within 50 ms");
        never.countDown();
    }

    /** Otherwise an upstream that takes none at all would cost a token a call. */
    @Test
    void oneThatIsRefusedIsReplacedAndNotItsSuccessorToo() {
        var first = token.get(PATIENCE);
        assertThat(token.refused(first)).isTrue();
        var second = token.get(PATIENCE);
        assertThat(second.value()).isEqualTo("orders:read 2");

        assertThat(token.refused(first)).isTrue(); // By whoever had it too: it is replaced already.
        assertThat(token.refused(second)).isFalse();
        assertThat(get()).isEqualTo("orders:read 2");

        pass(10);
        assertThat(token.refused(second)).isTrue();
        assertThat(get()).isEqualTo("orders:read 3");
    }

    @Test
    void whatItIsWorthIsNotSaid() {
        assertThat(token.get(PATIENCE).toString()).doesNotContain("orders:read 1");
    }
}
