package dev.entrega.messaging.outbox;

import dev.entrega.messaging.Service;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import dev.entrega.messaging.outbox.OutboxTable.State;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what is committed gets out. The alarm of the outbox: an ERROR line when it begins to be late, and a condition
 * for as long as it is. Thread-safe.
 */
public final class OutboxVital implements Vital {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxVital.class);

    private static final String PART = "outbox";

    private final Service service;
    private final Duration limit;
    private volatile Condition condition = Condition.up(PART, "not looked at yet");

    public OutboxVital(Service service, RelayPolicy policy) {
        this.service = service;
        this.limit = policy.overdue();
    }

    @Override
    public Condition condition() {
        return condition;
    }

    void found(State state) {
        var overdue = state.overdue();
        if (overdue != null && overdue.compareTo(limit) > 0) {
            change(Condition.degraded(
                    PART,
                    "the oldest event has been due for " + overdue.toSeconds() + " s" + parked(state)
                            + "; look at the relay's lines in the log for why it can't be sent"));
        } else if (state.parked() > 0) {
            change(Condition.degraded(
                    PART, state.parked() + " events are parked; see toolbelt outbox list " + service.name()));
        } else {
            change(Condition.up(PART, "nothing is late"));
        }
    }

    void notFound(String why) {
        change(Condition.down(PART, "its database can't be asked: " + why));
    }

    private static String parked(State state) {
        return state.parked() == 0 ? "" : ", and " + state.parked() + " are parked";
    }

    private void change(Condition now) {
        boolean worse = now.level().compareTo(condition.level()) > 0;
        boolean well = now.level() == Condition.Level.UP && condition.level() != Condition.Level.UP;
        condition = now;
        if (worse) {
            LOG.error("outbox of {}: {}", service.name(), now.detail());
        } else if (well) {
            LOG.info("outbox of {} is well again", service.name());
        }
    }
}
