package dev.entrega.consumer;

import java.time.Duration;

/** How a handler ends a delivery. A thrown exception is a {@link Retry} by the service's policy. */
public sealed interface Outcome {

    /** The effect is to be committed. */
    record Done() implements Outcome {
        private static final Done INSTANCE = new Done();
    }

    /** Not now: roll back and hand the event over again after this time. Counts as an attempt. */
    record Retry(Duration after) implements Outcome {

        /** SQS hides a message for 12 h at most, counted from its receive (SQS quotas). */
        private static final Duration LONGEST = Duration.ofHours(11);

        public Retry {
            if (after.isNegative() || after.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a retry after " + after + " is not possible: 0 to 11 h are");
            }
        }
    }

    /** Never: roll back and keep the event, with the reason, where an operator finds it. */
    record DeadLetter(String reason) implements Outcome {
        public DeadLetter {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("a dead letter needs a reason that an operator can act on");
            }
        }
    }

    static Outcome done() {
        return Done.INSTANCE;
    }

    static Outcome retry(Duration after) {
        return new Retry(after);
    }

    static Outcome deadLetter(String reason) {
        return new DeadLetter(reason);
    }
}
