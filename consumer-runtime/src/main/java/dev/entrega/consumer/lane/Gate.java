package dev.entrega.consumer.lane;

import dev.entrega.consumer.lane.LaneTable.Pause;
import dev.entrega.messaging.health.Reach;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether deliveries of a queue may begin now. Thread-safe. */
public final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private static final int WINDOW = 20;
    private static final int LEAST_CALLS = 10;
    private static final int TRIALS = 1;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final double GROWTH = 2;
    private static final double JITTER = 0.5;

    private final String queue;
    private final @Nullable CircuitBreaker breaker;
    private final @Nullable Rate rate;
    private final Needs.Lane needs;
    private final AtomicInteger begun = new AtomicInteger();
    private volatile @Nullable Pause pause;

    private Gate(String queue, @Nullable CircuitBreaker breaker, @Nullable Rate rate, Needs.Lane needs) {
        this.queue = queue;
        this.breaker = breaker;
        this.rate = rate;
        this.needs = needs;
    }

    /** Of the service's own queue: it can be paused. One of its handlers is not to stop the others, so it has no breaker. */
    static Gate ofMain(String queue) {
        return new Gate(queue, null, null, Needs.Lane.NOTHING);
    }

    /**
     * Of a lane: when half of the last deliveries have failed, it pauses by itself, tries one after a while, and waits
     * longer if that fails too. So it does also while what its handlers need can't be called.
     *
     * @param rate null for as many as can be
     */
    static Gate ofLane(String queue, @Nullable Rate rate, Needs.Lane needs) {
        var config = CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(LEAST_CALLS)
                .permittedNumberOfCallsInHalfOpenState(TRIALS)
                .waitIntervalFunctionInOpenState(
                        IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT, GROWTH, JITTER, LONGEST_WAIT))
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build();
        var breaker = CircuitBreaker.of(queue, config);
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn(
                        "queue={} breaker {} to {}",
                        queue,
                        change.getStateTransition().getFromState(),
                        change.getStateTransition().getToState()));
        return new Gate(queue, breaker, rate, needs);
    }

    String queue() {
        return queue;
    }

    void pause(@Nullable Pause newest) {
        if ((newest == null) != (pause == null)) {
            LOG.info(
                    "queue={} {}",
                    queue,
                    newest == null ? "resumed" : "paused by " + newest.who() + ": " + newest.reason());
        }
        pause = newest;
    }

    /** Why nothing is to be received now; empty if nothing speaks against it. */
    public Optional<String> closed() {
        var paused = pause;
        if (paused != null) {
            return Optional.of("paused by " + paused.who() + " since " + paused.since() + ": " + paused.reason());
        }
        if (breaker != null && breaker.getState() == CircuitBreaker.State.OPEN) {
            return Optional.of("half of the last " + WINDOW + " deliveries failed, so it waits before it tries again");
        }
        return needs.missing();
    }

    /** As 0 if it lets all through, 1 if it tries one, 2 if it lets none through. */
    int breakerState() {
        return switch (breaker == null ? CircuitBreaker.State.CLOSED : breaker.getState()) {
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
        };
    }

    /**
     * Whether one delivery is tried now, and nothing else is to be received meanwhile: it would only be given back, and the
     * broker counts that.
     */
    public boolean isTrying() {
        boolean tries = breaker != null && breaker.getState() == CircuitBreaker.State.HALF_OPEN;
        return tries || needs.reach() == Reach.ONE;
    }

    /** Whether an operator has paused it; then nobody receives from it. */
    public boolean isPaused() {
        return pause != null;
    }

    /** Waits for the rate's next place; returns at once if there is no rate. */
    public void awaitTurn() throws InterruptedException {
        if (rate != null) {
            rate.await();
        }
    }

    /**
     * Whether a delivery may begin. Who has begun one says how it ended, by one of the other methods.
     *
     * @return false if it is to be given back
     */
    public boolean begin() {
        if (pause != null || !mayBegin(needs.reach())) {
            return false;
        }
        if (breaker != null && !breaker.tryAcquirePermission()) {
            begun.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts it, if it may. */
    private boolean mayBegin(Reach reach) {
        return switch (reach) {
            case ALL -> {
                begun.incrementAndGet();
                yield true;
            }
            case ONE -> begun.compareAndSet(0, TRIALS);
            case NONE -> false;
        };
    }

    /** It ended, as it should or as a dead letter. */
    public void ended() {
        begun.decrementAndGet();
        if (breaker != null) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** It failed and comes back. */
    public void failed() {
        begun.decrementAndGet();
        if (breaker != null) {
            breaker.onError(0, TimeUnit.NANOSECONDS, new DeliveryFailedException());
        }
    }

    /** It was given back, which says nothing. */
    public void gaveBack() {
        begun.decrementAndGet();
        if (breaker != null) {
            breaker.releasePermission();
        }
    }

    /** The breaker counts exceptions; what failed has been told elsewhere. */
    private static final class DeliveryFailedException extends RuntimeException {
        DeliveryFailedException() {
            super("a delivery failed", null, false, false);
        }
    }
}
