package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Service;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import dev.entrega.messaging.outbox.OutboxTable.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Whether what is committed gets out, by what was last found in the outbox. Thread-safe. */
public final class OutboxVital implements Vital {

    private static final String PART = "outbox";

    private final Service service;
    private final Duration limit;
    private volatile @Nullable State last;
    private volatile Condition condition = Condition.up(PART, "not looked at yet");

    public OutboxVital(Service service, RelayPolicy policy, MeterRegistry registry) {
        this.service = service;
        this.limit = policy.overdue();
        gauge("entrega.outbox.pending", "Events that are due and not confirmed by the broker", State::pending)
                .register(registry);
        gauge("entrega.outbox.parked", "Events that the broker does not take", State::parked)
                .register(registry);
        gauge("entrega.outbox.oldest.age", "For how long the oldest pending event has been due", OutboxVital::age)
                .baseUnit("seconds")
                .register(registry);
    }

    /** Not a number before the first look, and while the database can't be asked. */
    private Gauge.Builder<?> gauge(String name, String description, ToDoubleFunction<State> value) {
        return Gauge.builder(name, this, vital -> {
                    var state = vital.last;
                    return state == null ? Double.NaN : value.applyAsDouble(state);
                })
                .description(description);
    }

    private static double age(State state) {
        return state.overdue() == null ? 0 : state.overdue().toMillis() / 1000.0;
    }

    @Override
    public Condition condition() {
        return condition;
    }

    void found(State state) {
        last = state;
        var overdue = state.overdue();
        if (overdue != null && overdue.compareTo(limit) > 0) {
            condition = Condition.degraded(
                    PART,
                    "the oldest event has been due for " + overdue.toSeconds() + " s" + parked(state)
                            + "; look at the relay's lines in the log for why it can't be sent");
        } else if (state.parked() > 0) {
            condition = Condition.degraded(
                    PART, state.parked() + " events are parked; see toolbelt outbox list " + service.name());
        } else {
            condition = Condition.up(PART, "nothing is late");
        }
    }

    void notFound(String why) {
        last = null;
        condition = Condition.down(PART, "its database can't be asked: " + why);
    }

    private static String parked(State state) {
        return state.parked() == 0 ? "" : ", and " + state.parked() + " are parked";
    }
}
