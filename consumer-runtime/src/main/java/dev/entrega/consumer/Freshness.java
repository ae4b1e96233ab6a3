package dev.entrega.consumer;

import dev.entrega.consumer.deadletter.Reason;
import dev.entrega.consumer.inbox.Inbox;
import dev.entrega.messaging.CloudEvent;
import dev.entrega.messaging.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells events that come too late to be handled: those that have expired, and those so old that the inbox doesn't remember
 * any more whether they have been handled, whoever brought them back. Thread-safe.
 */
final class Freshness {

    private final Clock clock;
    private final Duration horizon;
    private final Transactions transactions;
    private final Inbox inbox;

    /** @param horizon for how long the inbox remembers what has been handled */
    Freshness(Clock clock, Duration horizon, Transactions transactions, Inbox inbox) {
        this.clock = clock;
        this.horizon = horizon;
        this.transactions = transactions;
        this.inbox = inbox;
    }

    /** Why it is not to be handled. What has been handled in time is no late event, but a duplicate. */
    Optional<Reason> objection(CloudEvent event, Delivery delivery) {
        return lateness(event)
                .filter(late -> !transactions.write(connection -> inbox.hasEnded(connection, delivery.key())));
    }

    boolean isFresh(CloudEvent event) {
        return lateness(event).isEmpty();
    }

    private Optional<Reason> lateness(CloudEvent event) {
        var now = clock.instant();
        var expiry = event.sending().expiryTime();
        if (expiry != null && now.isAfter(expiry)) {
            return Optional.of(Reason.EXPIRED);
        }
        return event.firstPublished().plus(horizon).isBefore(now)
                        && !event.sending().allowDuplicates()
                ? Optional.of(Reason.TOO_OLD)
                : Optional.empty();
    }

    /** For an operator. */
    String detail(Reason reason, CloudEvent event) {
        return reason == Reason.EXPIRED
                ? "it was to be handled until " + event.sending().expiryTime()
                : "it was first published at " + event.firstPublished() + ", more than " + horizon.toDays()
                        + " days ago; bring it back with --allow-duplicates if it may be handled twice";
    }
}
