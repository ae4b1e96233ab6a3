package dev.entrega.messaging.runtime;

import dev.entrega.messaging.Loop;
import dev.entrega.messaging.Worker;
import dev.entrega.messaging.health.Condition;
import dev.entrega.messaging.health.Vital;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Whether the pool still gives sessions that answer: looked at every few seconds, so that asking costs nothing. */
final class DatabaseVital implements Worker, Vital {

    private static final String PART = "database";
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int ANSWERS_WITHIN_SECONDS = 3;

    private final DataSource pool;
    private final Loop loop =
            new Loop(Thread.ofVirtual().name("database-vital"), INTERVAL, this::look, this::couldNotLook);
    private volatile Condition condition = Condition.up(PART, "not asked yet");

    /** @param pool without the wrapping that joins transactions */
    DatabaseVital(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public Condition condition() {
        return condition;
    }

    @Override
    public boolean isEssential() {
        return true;
    }

    @Override
    public void start() {
        loop.start();
    }

    private void look() {
        condition = now();
    }

    private void couldNotLook(Throwable failure) {
        condition = Condition.down(PART, "can't be asked: " + failure.getClass().getName());
    }

    private Condition now() {
        try (var session = pool.getConnection()) {
            return session.isValid(ANSWERS_WITHIN_SECONDS)
                    ? Condition.up(PART, "answers")
                    : Condition.down(PART, "does not answer within " + ANSWERS_WITHIN_SECONDS + " s");
        } catch (SQLException e) {
            // The pool tells why it got no new session; if it tells nothing, all are in use.
            return e.getCause() == null && e.getNextException() == null
                    ? Condition.degraded(PART, "all sessions of the pool are in use")
                    : Condition.down(PART, "gives no session" + Awaited.state(e));
        }
    }

    @Override
    public void stop() {
        loop.stop();
        condition = Condition.up(PART, "not asked any more");
    }
}
