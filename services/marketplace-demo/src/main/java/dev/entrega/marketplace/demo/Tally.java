package dev.entrega.marketplace.demo;

/**
 * What became of the orders, counted in the databases. As JSON its components are the keys, in this order.
 *
 * @param accepted distinct orders that the API accepted
 * @param notModified repeats that it answered with 304
 * @param pricesChanged price changes that it committed
 * @param published events that the outboxes hold as confirmed by the broker
 * @param handled events that the inboxes hold as handled, each once per handler
 * @param duplicatesSuppressed deliveries that an inbox recognised
 * @param deadLettered dead letters
 * @param lost accepted orders without a decision or without a final state, and changed prices without an effect, for which
 *     there is no dead letter either
 * @param appliedTwice orders and prices with a second effect, and products whose stock is not what the reservations leave
 * @param reordered prices that had their effect after a later one of their product
 * @param p50Millis from the accepting answer to the final state, for half of the orders at most
 * @param p99Millis the same for 99 of 100
 */
public record Tally(
        int accepted,
        int notModified,
        int pricesChanged,
        long published,
        long handled,
        long duplicatesSuppressed,
        long deadLettered,
        int lost,
        int appliedTwice,
        int reordered,
        long p50Millis,
        long p99Millis) {}
