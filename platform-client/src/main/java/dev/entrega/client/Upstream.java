package dev.entrega.client;

import dev.entrega.messaging.health.Reach;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.core.IntervalFunction;
import io.micronaut.http.client.exceptions.HttpClientException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is called, as another service or a partner, with all that stands between a call and its attempts. Thread-safe. */
final class Upstream {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;

    private final String name;
    private final @Nullable CachedToken token;
    private final Instances instances;
    private final UnderWay underWay = new UnderWay();
    private final UpstreamMetrics metrics;
    private final IntervalFunction pauses =
            IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, GROWTH, JITTER, LONGEST_PAUSE);

    /** Read once for each call. */
    private volatile Policies policies;

    /** @param token for its calls; {@code null} if they need none */
    Upstream(String name, UpstreamSettings settings, @Nullable CachedToken token, UpstreamMetrics metrics) {
        this.name = name;
        this.token = token;
        this.metrics = metrics;
        this.instances = new Instances(
                name,
                new Locations(settings.instances(), InetAddress::getAllByName),
                bound -> ThreadLocalRandom.current().nextInt(bound),
                System.nanoTime());
        this.policies = Policies.of(name, settings);
        metrics.breaker(name, this::reach);
    }

    String name() {
        return name;
    }

    UpstreamSettings settings() {
        return policies.settings();
    }

    /**
     * Calls by other settings from the next call on; those under way end as they began. Where it calls, how it connects and
     * what its token is for stay. For one thread at a time.
     */
    void change(UpstreamSettings next) {
        policies = policies.by(next);
    }

    /** For its calls; empty if they need none. */
    Optional<CachedToken> token() {
        return Optional.ofNullable(token);
    }

    /** An attempt at an instance; it has so long. */
    interface Attempt<T> {

        /** @throws HttpClientException if there is no answer, or one that is an error */
        T at(URI instance, Duration timeout);
    }

    /** Whether it can be called now. */
    Reach reach() {
        return reach(policies.breaker());
    }

    private static Reach reach(CircuitBreaker breaker) {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> Reach.NONE;
            case HALF_OPEN -> Reach.ONE;
            case CLOSED, DISABLED, METRICS_ONLY -> Reach.ALL;
        };
    }

    /**
     * Calls it, with as many attempts as it takes and as there may be.
     *
     * @param call the client's method, in kebab-case
     * @param repeatable whether the request may be carried out twice
     * @throws UpstreamUnavailableException if it is not asked, or not once more, or its breaker has opened over it
     * @throws HttpClientException what the last attempt has thrown
     */
    <T> T call(String call, boolean repeatable, Attempt<T> attempt) {
        var its = policies;
        int most = its.settings().concurrent();
        if (!underWay.begin(most)) {
            throw refused(call, most + " calls are under way, which is the most (concurrent)", null);
        }
        try {
            its.budget().payIn();
            return attempts(its, call, repeatable, attempt);
        } finally {
            underWay.end();
        }
    }

    private <T> T attempts(Policies its, String call, boolean repeatable, Attempt<T> attempt) {
        var policy = its.settings().of(call);
        var tried = new HashSet<Instance>();
        HttpClientException last = null;
        for (int made = 1; true; made++) {
            awaitTurn(its, call, last);
            if (!its.breaker().tryAcquirePermission()) {
                throw refused(call, "too many attempts have failed, so its breaker is open", last);
            }
            var instance = instances.choose(tried, System.nanoTime());
            try {
                return attempt(its.breaker(), call, instance, policy.timeout(), attempt);
            } catch (HttpClientException e) {
                var failure = Failure.of(e);
                if (reach(its.breaker()) != Reach.ALL && failure.isOutage()) {
                    throw UpstreamUnavailableException.since(name, e);
                }
                var pause = pauseAfter(made, e);
                if (made == policy.attempts()
                        || !failure.allowsRetry(repeatable)
                        || pause.compareTo(LONGEST_PAUSE) > 0
                        || !its.budget().takeOut()) {
                    throw e instanceof NoTokenException ? refused(call, String.valueOf(e.getMessage()), last) : e;
                }
                last = e instanceof NoTokenException ? last : e; // It was no attempt.
                tried.add(instance);
                metrics.retried(name, call);
                sleep(pause, e);
            }
        }
    }

    private Duration pauseAfter(int made, HttpClientException failed) {
        return Failure.retryAfter(failed).orElseGet(() -> Duration.ofMillis(pauses.apply(made)));
    }

    private <T> T attempt(
            CircuitBreaker breaker, String call, Instance instance, Duration timeout, Attempt<T> attempt) {
        instance.begin();
        var at = breaker.getState();
        long begun = System.nanoTime();
        boolean known = false;
        try {
            T answer = attempt.at(instance.uri(), timeout);
            known = true;
            succeeded(breaker, call, instance, at, begun);
            return answer;
        } catch (HttpClientException e) {
            known = true;
            var failure = Failure.of(e);
            if (failure == Failure.NONE) {
                succeeded(breaker, call, instance, at, begun);
            } else {
                failed(breaker, call, instance, at, begun, e, failure);
            }
            throw e;
        } finally {
            if (!known) { // Interrupted, or a defect on this side.
                gaveUp(breaker, instance, at);
            }
        }
    }

    private void succeeded(
            CircuitBreaker breaker, String call, Instance instance, CircuitBreaker.State at, long begun) {
        long now = System.nanoTime();
        if (counts(breaker, at)) {
            breaker.onSuccess(now - begun, TimeUnit.NANOSECONDS);
        }
        instance.answered(now, now - begun);
        metrics.answered(name, call, now - begun);
    }

    private void failed(
            CircuitBreaker breaker,
            String call,
            Instance instance,
            CircuitBreaker.State at,
            long begun,
            HttpClientException why,
            Failure failure) {
        long now = System.nanoTime();
        if (counts(breaker, at)) {
            breaker.onError(now - begun, TimeUnit.NANOSECONDS, why);
        }
        instance.failed(now, now - begun);
        metrics.failed(name, call, failure, now - begun);
        LOG.debug("upstream={} call={} at {} has failed: {}", name, call, instance.uri(), why.toString());
    }

    private void gaveUp(CircuitBreaker breaker, Instance instance, CircuitBreaker.State at) {
        if (counts(breaker, at)) {
            breaker.releasePermission();
        }
        instance.gaveUp();
    }

    /** An attempt from before the breaker opened ends when it tells nothing any more: only the trial decides. */
    private static boolean counts(CircuitBreaker breaker, CircuitBreaker.State begunAt) {
        return breaker.getState() == begunAt;
    }

    private void awaitTurn(Policies its, String call, @Nullable HttpClientException last) {
        var rate = its.rate();
        if (rate != null && !rate.acquirePermission()) {
            throw refused(call, "its rate of " + its.settings().perSecond() + " a second is used up", last);
        }
    }

    private static void sleep(Duration pause, HttpClientException failed) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed;
        }
    }

    /** @param last what an earlier attempt of the call has thrown; {@code null} if there was none */
    private UpstreamUnavailableException refused(String call, String why, @Nullable HttpClientException last) {
        metrics.refused(name, call);
        return last == null
                ? UpstreamUnavailableException.notAsked(name, why)
                : UpstreamUnavailableException.notAskedAgain(name, why, last);
    }

    /** Why it can't be called; empty if it can. */
    Optional<String> trouble() {
        return reach() == Reach.ALL
                ? Optional.empty()
                : Optional.of(name + ": too many of the last " + settings().breakerCalls()
                        + " attempts have failed, so it is left alone for a while, then tried");
    }
}
