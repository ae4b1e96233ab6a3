package dev.entrega.messaging;

import dev.entrega.contract.EventType;

/**
 * The ids of the events that are published while something is done which may be done again: the same each time, so that the
 * readers recognise them.
 */
public interface RepeatableIds {

    /** Bound while it is done; a publisher takes its ids from there. */
    ScopedValue<RepeatableIds> CURRENT = ScopedValue.newInstance();

    /** The id of the next event that is published. */
    String next(EventType<?> type, String subject);

    /**
     * For what publishes in the same order each time: the n-th event is {@code ID/n}, the first too, so that no other id makes
     * the same. Used by one thread, once.
     *
     * @param id of what is done, unique in this service for ever
     */
    static RepeatableIds inOrder(String id) {
        return new RepeatableIds() {
            private int taken;

            @Override
            public String next(EventType<?> type, String subject) {
                return id + "/" + ++taken;
            }
        };
    }

    /**
     * For what may come to its subjects in another order, or to others: {@code ID/TYPE/SUBJECT}. Two events of one type about
     * one subject are the same event. Thread-safe.
     *
     * @param id of what is done, unique in this service for ever
     */
    static RepeatableIds bySubject(String id) {
        return (type, subject) -> id + "/" + type + "/" + subject;
    }
}
