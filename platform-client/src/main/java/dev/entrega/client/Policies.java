package dev.entrega.client;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * By what an upstream is called from some moment on. A call ends by those that it has begun with. Thread-safe.
 *
 * @param rate null for as many as can be
 */
record Policies(
        UpstreamSettings settings,
        CircuitBreaker breaker,
        @Nullable RateLimiter rate,
        RetryBudget budget) {

    private static final Duration LONGEST_OPEN = Duration.ofMinutes(1);
    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;

    /** What is too slow ends by its time-out, and is a failure; resilience4j would judge once more, by a minute. */
    private static final Duration NEVER_SLOW = Duration.ofDays(1);

    /** Before the attempts that it looks back at are all made, some must be, or the first failure would open it. */
    private static final int LEAST = 2;

    /** A second, for which the rate is said. */
    private static final Duration RATE_PERIOD = Duration.ofSeconds(1);

    static Policies of(String upstream, UpstreamSettings settings) {
        return new Policies(
                settings,
                breaker(upstream, settings),
                rate(upstream, settings),
                new RetryBudget(settings.retryBudget()));
    }

    /**
     * The same by other settings, with what is known of the upstream as far as it still counts. A breaker of resilience4j
     * can't be set anew: it is kept, open or not, unless its own settings change, and then another begins closed. A rate can,
     * so that what was used up of this second stays so.
     */
    Policies by(UpstreamSettings next) {
        return new Policies(
                next,
                hasBreakerOf(next) ? breaker : breaker(breaker.getName(), next),
                rateBy(next),
                settings.retryBudget() == next.retryBudget() ? budget : new RetryBudget(next.retryBudget()));
    }

    private boolean hasBreakerOf(UpstreamSettings next) {
        return settings.breakerCalls() == next.breakerCalls()
                && settings.breakerFailures() == next.breakerFailures()
                && settings.breakerWait().equals(next.breakerWait());
    }

    private @Nullable RateLimiter rateBy(UpstreamSettings next) {
        if (rate == null || next.perSecond() == 0) {
            return rate(breaker.getName(), next);
        }
        rate.changeLimitForPeriod(next.perSecond());
        rate.changeTimeoutDuration(next.any().timeout());
        return rate;
    }

    private static CircuitBreaker breaker(String upstream, UpstreamSettings settings) {
        return CircuitBreaker.of(
                upstream,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.breakerCalls())
                        .minimumNumberOfCalls(Math.max(1, settings.breakerCalls() / LEAST))
                        .failureRateThreshold(settings.breakerFailures())
                        .slowCallDurationThreshold(NEVER_SLOW)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialRandomBackoff(
                                settings.breakerWait(), GROWTH, JITTER, longest(settings.breakerWait())))
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .build());
    }

    /** Whoever asks for more at the beginning gets it. */
    private static Duration longest(Duration first) {
        return first.compareTo(LONGEST_OPEN) > 0 ? first : LONGEST_OPEN;
    }

    private static @Nullable RateLimiter rate(String upstream, UpstreamSettings settings) {
        return settings.perSecond() == 0
                ? null
                : RateLimiter.of(
                        upstream,
                        RateLimiterConfig.custom()
                                .limitRefreshPeriod(RATE_PERIOD)
                                .limitForPeriod(settings.perSecond())
                                .timeoutDuration(settings.any().timeout())
                                .build());
    }
}
