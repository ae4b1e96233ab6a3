package dev.entrega.consumer;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import java.util.regex.Pattern;

/**
 * A handler under its name, bound to the event type that it takes.
 *
 * @param name as in {@link Handles}
 * @param code whose lines an operator is shown when the handler fails
 */
public record HandlerBinding<T extends EventData>(String name, EventType<T> type, Handler<T> handler, Class<?> code) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_NAME = 64;

    public HandlerBinding(String name, EventType<T> type, Handler<T> handler) {
        this(name, type, handler, handler.getClass());
    }

    public HandlerBinding {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a handler's name: use lower-case words joined by" + " hyphens, at most "
                            + MAX_NAME + " characters, as in reserve-stock");
        }
    }

    /** The same handler with something before it. */
    public HandlerBinding<T> behind(Handler<T> before) {
        return new HandlerBinding<>(name, type, before, code);
    }
}
