package dev.entrega.marketplace.backoffice;

import io.micronaut.http.HttpStatus;

/** What became of a request that was to change something at {@code orders-api}. */
sealed interface Outcome {

    /**
     * It is done, now or by an earlier request under the same key.
     *
     * @param order its id
     */
    record Done(String order) implements Outcome {}

    /** Nothing was changed, and {@code orders-api} says why. */
    record Refused(HttpStatus status, OrdersApi.Refusal why) implements Outcome {}

    /** It may have been done or not. The same once more under the same key does it once at most. */
    record Unknown() implements Outcome {}
}
