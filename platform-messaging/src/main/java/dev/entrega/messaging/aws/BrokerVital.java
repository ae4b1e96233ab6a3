package dev.entrega.messaging.aws;

import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Condition.Level;
import dev.entrega.messaging.health.Vital;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/**
 * How the broker is, by the last call of each kind for each topic and queue: out of reach or slow is degraded, since what
 * is accepted waits in the outbox; forbidden or missing is down, since only an operator can mend it. Thread-safe.
 */
final class BrokerVital implements ExecutionInterceptor, Vital {

    private static final String PART = "broker";

    /** Beyond what a long poll waits by itself; half of what a call may take with all its attempts. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private static final Duration SLOWNESS_REMEMBERED = Duration.ofSeconds(30);

    /** Longer than any pause between two tries: what nobody has asked for since then, nobody needs any more. */
    private static final Duration FAILURE_REMEMBERED = Duration.ofMinutes(2);

    private static final ExecutionAttribute<Long> BEGAN = new ExecutionAttribute<>("dev.entrega.began");

    private record Trouble(Level level, String detail, Instant until) {}

    private final Clock clock;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    BrokerVital(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Condition condition() {
        var now = clock.instant();
        troubles.values().removeIf(trouble -> trouble.until().isBefore(now));
        return troubles.values().stream()
                .max(Comparator.comparing(Trouble::level).thenComparing(Trouble::until))
                .map(worst -> new Condition(PART, worst.level(), worst.detail()))
                .orElseGet(() -> Condition.up(PART, "answers"));
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        attributes.putAttribute(BEGAN, System.nanoTime());
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        var request = context.request();
        var took = Duration.ofNanos(System.nanoTime() - attributes.getAttribute(BEGAN));
        if (took.minus(waits(request)).compareTo(SLOW) > 0 && !target(request).isEmpty()) {
            note(request, Level.DEGRADED, "took " + took.toMillis() + " ms", SLOWNESS_REMEMBERED);
        } else if (!troubles.isEmpty()) {
            troubles.remove(key(request));
        }
    }

    private static Duration waits(SdkRequest request) {
        return request instanceof ReceiveMessageRequest receive && receive.waitTimeSeconds() != null
                ? Duration.ofSeconds(receive.waitTimeSeconds())
                : Duration.ZERO;
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        if (!(context.exception() instanceof SdkException failure) || failure instanceof AbortedException) {
            return; // This process has ended the call.
        }
        String why = Faults.codeOf(failure);
        switch (BrokerException.kindOf(failure)) {
            case UNREACHABLE -> note(context.request(), Level.DEGRADED, why, FAILURE_REMEMBERED);
            case NOT_ALLOWED -> note(context.request(), Level.DOWN, why, FAILURE_REMEMBERED);
            case NOT_FOUND -> {
                if (!target(context.request()).isEmpty()) { // Without, it was asked whether it is there.
                    note(context.request(), Level.DOWN, why, FAILURE_REMEMBERED);
                }
            }
            case REFUSED -> troubles.remove(key(context.request())); // The broker is well; the message isn't.
        }
    }

    private void note(SdkRequest request, Level level, String why, Duration remembered) {
        troubles.put(
                key(request),
                new Trouble(level, key(request) + ": " + why, clock.instant().plus(remembered)));
    }

    /** As {@code ReceiveMessage dev_stock-service}. */
    private static String key(SdkRequest request) {
        String action = request.getClass().getSimpleName().replaceFirst("Request$", "");
        return (action + " " + target(request)).strip();
    }

    /** The topic or queue that the request names by its ARN or URL. */
    private static String target(SdkRequest request) {
        return request.getValueForField("QueueUrl", String.class)
                .or(() -> request.getValueForField("TopicArn", String.class))
                .map(name -> name.substring(1 + Math.max(name.lastIndexOf('/'), name.lastIndexOf(':'))))
                .orElse("");
    }
}
