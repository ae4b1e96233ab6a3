package dev.entrega.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This service's token with some scopes: fetched when it is first needed, renewed in the background once most of its life is
 * over, and good until shortly before its end if that fails. However many ask, it is fetched once. Thread-safe.
 */
final class CachedToken {

    private static final Logger LOG = LoggerFactory.getLogger(CachedToken.class);

    /** After a renewal that failed; the token is still good. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** If a fresh token is refused too, it is not for its age, and many more would not help. */
    private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(10);

    private final String scopes;
    private final Source source;
    private final InstantSource clock;
    private final AtomicReference<@Nullable FutureTask<AccessToken>> fetching = new AtomicReference<>();
    private volatile @Nullable AccessToken held;
    private volatile Instant nextRenewal = Instant.MIN;
    private volatile boolean failing;
    private Instant nextRefusal = Instant.MIN;

    /** Where tokens come from. */
    interface Source {

        /** @throws IOException with a message for an operator, which holds no secret */
        AccessToken fetch(String scopes) throws IOException;
    }

    /** @param scopes with blanks between them */
    CachedToken(String scopes, Source source, InstantSource clock) {
        this.scopes = scopes;
        this.source = source;
        this.clock = clock;
    }

    /**
     * A token that is good now.
     *
     * @param patience how long to wait for one if there is none
     * @throws NoTokenException if none could be had
     */
    AccessToken get(Duration patience) {
        var token = held;
        var now = clock.instant();
        if (token == null || !now.isBefore(token.usableUntil())) {
            return await(fetchAfter(token), patience);
        }
        if (!now.isBefore(token.renewFrom()) && !now.isBefore(nextRenewal)) {
            renew(token);
        }
        return token;
    }

    /**
     * Forgets one that was refused.
     *
     * @return whether another may be better
     */
    synchronized boolean refused(AccessToken token) {
        if (token.equals(held)) {
            var now = clock.instant();
            if (now.isBefore(nextRefusal)) {
                return false;
            }
            nextRefusal = now.plus(BETWEEN_REFUSALS);
            held = null;
        }
        return true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What comes of it is seen at the next call.
    private void renew(AccessToken token) {
        fetchAfter(token);
    }

    /** Begins to fetch another, or joins who does. */
    private FutureTask<AccessToken> fetchAfter(@Nullable AccessToken known) {
        var fetch = new FutureTask<>(() -> fetch(known));
        var running = fetching.compareAndExchange(null, fetch);
        if (running != null) {
            return running;
        }
        Thread.ofVirtual().name("token").start(fetch);
        return fetch;
    }

    private AccessToken fetch(@Nullable AccessToken known) throws IOException {
        try {
            var meanwhile = held;
            if (meanwhile != null && !meanwhile.equals(known)) { // Whoever asks for this one has looked too early.
                return meanwhile;
            }
            var fresh = source.fetch(scopes);
            held = fresh;
            tell(null);
            return fresh;
        } catch (IOException e) {
            nextRenewal = clock.instant().plus(PAUSE);
            tell(e.getMessage());
            throw e;
        } finally {
            fetching.set(null);
        }
    }

    /** Once when it begins, and once when it ends. */
    private void tell(@Nullable String failure) {
        if (failure != null && !failing) {
            LOG.warn("No new token with the scopes {}: {}", scopes, failure);
        } else if (failure == null && failing) {
            LOG.info("A new token with the scopes {} again", scopes);
        }
        failing = failure != null;
    }

    private static AccessToken await(FutureTask<AccessToken> fetch, Duration patience) {
        try {
            return fetch.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw NoTokenException.since(e);
        } catch (TimeoutException e) {
            throw new NoTokenException("the issuer has given none within " + patience.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a token", e);
        }
    }
}
