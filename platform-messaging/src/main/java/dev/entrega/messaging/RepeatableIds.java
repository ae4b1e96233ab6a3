package dev.entrega.messaging;

/**
 * The ids of the events that are published while something is done which may be done again: the same each time, so that the
 * readers recognise them. The n-th event is {@code ID/n}, the first too, so that no other id makes the same. Used by one
 * thread, once.
 */
public final class RepeatableIds {

    /** Bound while it is done; a publisher takes its ids from there. */
    public static final ScopedValue<RepeatableIds> CURRENT = ScopedValue.newInstance();

    private final String id;
    private int taken;

    /** @param id of what is done, unique in this service for ever */
    public RepeatableIds(String id) {
        this.id = id;
    }

    /** The next one. */
    public String next() {
        return id + "/" + ++taken;
    }
}
