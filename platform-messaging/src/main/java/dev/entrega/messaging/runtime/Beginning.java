package dev.entrega.messaging.runtime;

import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import jakarta.inject.Singleton;

/** Whether the service has begun to work, or what it waits for. Thread-safe. */
@Singleton
public final class Beginning implements Vital {

    private static final String PART = "start";

    private volatile Condition condition = Condition.down(PART, "starting");

    Beginning() {}

    /** Whether tables, topics and queues are there and the workers run; before that no request may be taken. */
    public boolean isOver() {
        return condition.level() == Condition.Level.UP;
    }

    @Override
    public Condition condition() {
        return condition;
    }

    @Override
    public boolean isEssential() {
        return true;
    }

    /** Down each time before it is up; what begins says what it waits for. */
    @Override
    public boolean tellsOfItself() {
        return true;
    }

    void waitsFor(String what) {
        condition = Condition.down(PART, "waiting for " + what);
    }

    void isRefused() {
        condition = Condition.down(PART, "refused, see the log");
    }

    void hasBegun() {
        condition = Condition.up(PART, "begun");
    }
}
