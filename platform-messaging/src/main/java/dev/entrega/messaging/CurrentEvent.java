package dev.entrega.messaging;

import java.util.Optional;

/**
 * The event in whose handler the current code runs. The consumer binds it, a publisher reads it, so that correlation and
 * causation come by themselves.
 */
public final class CurrentEvent {

    /** Bound for the time of one handler's run. */
    public static final ScopedValue<Event<?>> HANDLED = ScopedValue.newInstance();

    /** The name of the handler, bound for the same time. */
    public static final ScopedValue<String> HANDLER = ScopedValue.newInstance();

    /** Where its event comes from, bound for the same time; a handler of batches has none. */
    public static final ScopedValue<Origin> ORIGIN = ScopedValue.newInstance();

    private CurrentEvent() {}

    /** The event being handled by the code that asks, if it runs in a handler. */
    public static Optional<Event<?>> find() {
        return HANDLED.isBound() ? Optional.of(HANDLED.get()) : Optional.empty();
    }
}
