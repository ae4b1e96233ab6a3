package dev.entrega.consumer;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Lanes;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A handler under its name, bound to the event type that it takes.
 *
 * @param name as in {@link Handles}, as is the lane
 * @param older versions of the type that are brought up to it
 * @param batch the same for several events at a time; null if it takes them one by one
 * @param code whose lines an operator is shown when the handler fails
 */
public record HandlerBinding<T extends EventData>(
        String name,
        String lane,
        EventType<T> type,
        List<EventType<?>> older,
        Handler<T> handler,
        @Nullable BatchHandler<T> batch,
        Class<?> code) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_NAME = 64;

    public HandlerBinding(String name, String lane, EventType<T> type, List<EventType<?>> older, Handler<T> handler) {
        this(name, lane, type, older, handler, null, handler.getClass());
    }

    public HandlerBinding(
            String name, String lane, EventType<T> type, List<EventType<?>> older, BatchHandler<T> batch) {
        this(name, lane, type, older, event -> batch.handle(List.of(event)), batch, batch.getClass());
    }

    public HandlerBinding {
        older = List.copyOf(older);
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is not a handler's name: use lower-case words joined by" + " hyphens, at most "
                            + MAX_NAME + " characters, as in reserve-stock");
        }
        if (!lane.equals(Lanes.MAIN) && !NAME.matcher(lane).matches()) {
            throw new IllegalArgumentException("\"" + lane + "\" is not a lane's name (handler " + name
                    + "): use lower-case words joined by hyphens, as in partner");
        }
    }

    /** The same handler with something before it, which sees its events one by one. */
    public HandlerBinding<T> behind(Handler<T> before) {
        return new HandlerBinding<>(name, lane, type, older, before, null, code);
    }

    /** The versions that it takes, the newest first. */
    Stream<EventType<?>> types() {
        return Stream.concat(Stream.of(type), older.stream());
    }

    /** The form in which it reads an event of that type, which is one of those that it takes. */
    EventType<?> readingOf(String type) {
        return types().filter(taken -> taken.name().equals(type)).findFirst().orElseThrow();
    }
}
