package dev.entrega.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where keys come from, and how often. */
class KeysTest {
    private static final RSAKey FIRST = Signer.rsa("first");
    private static final RSAKey SECOND = Signer.rsa("second");

    private final SettableClock clock = new SettableClock();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile List<JWK> published = List.of(FIRST);
    private volatile boolean isDown;
    private final Keys keys = new Keys(this::answer, clock);

    private JWKSet answer() throws IOException {
        asked.incrementAndGet();
        if (isDown) {
            throw new IOException("as the test says");
        }
        return new JWKSet(published);
    }

    @Test
    void aKeyIsAskedForOnce() {
        assertThat(keys.find("first")).isSameAs(keys.find("first"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void aNewKeyIsFoundAndAnInventedOneIsAskedForOnceInTenSeconds() {
        keys.find("first");
        published = List.of(FIRST, SECOND);
        assertUnknown("second");
        assertUnknown("invented");
        assertThat(asked).hasValue(1);

        clock.pass(Keys.PAUSE.plusMillis(1));

        assertThat(keys.find("second").id()).isEqualTo("second");
        assertUnknown("invented");
        assertThat(asked).hasValue(2);
    }

    @Test
    void knownKeysStayGoodWhileTheIssuerIsDownAndOfOthersNobodyKnows() {
        keys.find("first");
        isDown = true;
        clock.pass(Keys.PAUSE.plusMillis(1));

        assertUnavailable("second");
        assertUnavailable("second");
        assertThat(keys.find("first").id()).isEqualTo("first");
        assertThat(asked).hasValue(2);

        isDown = false;
        published = List.of(FIRST, SECOND);
        clock.pass(Keys.PAUSE.plusMillis(1));
        assertThat(keys.find("second").id()).isEqualTo("second");
    }

    @Test
    void aKeyThatWasWithdrawnIsNoLongerGoodAfterAWhile() {
        keys.find("first");
        published = List.of(SECOND);
        clock.pass(Keys.FRESH.plusMillis(1));

        assertThat(keys.find("first").id()).isEqualTo("first"); // While the issuer is asked.

        await().untilAsserted(() -> assertUnknown("first"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoeverComesWhileTheIssuerIsAskedWaitsForThatAnswer() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = new Keys(
                () -> {
                    asked.incrementAndGet();
                    begun.countDown();
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    return new JWKSet(FIRST);
                },
                clock);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var found = IntStream.range(0, 20)
                    .mapToObj(any -> callers.submit(() -> slow.find("first").id()))
                    .toList();
            begun.await();
            go.countDown();
            for (var one : found) {
                assertThat(one.get()).isEqualTo("first");
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aKeyForSomethingElseIsNone() {
        published = List.of(
                new RSAKey.Builder(FIRST).keyUse(KeyUse.ENCRYPTION).build(),
                new RSAKey.Builder(SECOND).algorithm(JWSAlgorithm.RS512).build());

        assertUnknown("first");
        assertUnknown("second");
    }

    private void assertUnknown(String id) {
        assertThatThrownBy(() -> keys.find(id)).hasMessageStartingWith("token-key: ");
    }

    private void assertUnavailable(String id) {
        assertThatThrownBy(() -> keys.find(id)).hasMessageStartingWith("token-keys-unavailable: ");
    }
}
