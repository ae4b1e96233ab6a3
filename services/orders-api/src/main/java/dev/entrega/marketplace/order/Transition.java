package dev.entrega.marketplace.order;

/** What became of the attempt to bring an order into another state. */
sealed interface Transition {

    /** It is there. */
    record Made() implements Transition {}

    /** From this state it can't get there; nothing was changed. */
    record Refused(OrderState state) implements Transition {}

    /** There is no such order. */
    record UnknownOrder() implements Transition {}
}
