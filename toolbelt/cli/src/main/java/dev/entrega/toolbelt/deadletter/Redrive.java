package dev.entrega.toolbelt.deadletter;

import dev.entrega.consumer.deadletter.StoredDeadLetter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Brings dead letters back, one transaction each: killed at any moment, each is either still a dead letter or on its way,
 * and the next run goes on with what is left. Two runs at once share the work.
 */
final class Redrive {

    /** Looking at what became of the others costs more than bringing one back. */
    private static final int LOOK_EVERY = 20;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final Letters letters;
    private final Selection selection;
    private final Outcomes outcomes;
    private final Plan plan;
    private final Pause pause;
    private final LongConsumer progress;

    private long redriven;
    private long afterId;

    Redrive(Letters letters, Selection selection, Outcomes outcomes, Plan plan, Pause pause, LongConsumer progress) {
        this.letters = letters;
        this.selection = selection;
        this.outcomes = outcomes;
        this.plan = plan;
        this.pause = pause;
        this.progress = progress;
    }

    /**
     * @param queue the service's own
     * @param who for the audit
     * @param limit how many at most
     * @param sample so many go first, and the others only after these have ended well; 0 for none
     * @param perSecond how many leave in a second
     * @param stopAtPercent stop when so many of those that were brought back have failed again; 100 for never
     * @param patience how long the end of those under way is waited for
     */
    record Plan(
            String queue,
            String who,
            long limit,
            long sample,
            double perSecond,
            double stopAtPercent,
            Duration patience) {}

    /** How a run ended. */
    enum End {
        /** All that matched are on their way. */
        DONE,
        /** Too many failed again. */
        FAILING,
        /** The sample did not end in time. */
        SAMPLE_PENDING,
        /** The user has had enough. */
        INTERRUPTED
    }

    /** What is waited by; an interruption ends it early. */
    interface Pause {
        /** @return whether the user has had enough */
        boolean within(Duration time);
    }

    long redriven() {
        return redriven;
    }

    End run() throws SQLException {
        if (plan.sample() > 0) {
            var end = send(Math.min(plan.sample(), plan.limit()));
            if (end != End.DONE || redriven < plan.sample()) {
                return end;
            }
            settle();
            var count = outcomes.count();
            if (failing(count)) {
                return End.FAILING;
            }
            if (count.pending() > 0) {
                return pause.within(Duration.ZERO) ? End.INTERRUPTED : End.SAMPLE_PENDING;
            }
        }
        return send(plan.limit());
    }

    /** Waits until all that were brought back have ended, as long as the plan says. */
    void settle() throws SQLException {
        long deadline = System.nanoTime() + plan.patience().toNanos();
        while (outcomes.count().pending() > 0 && System.nanoTime() < deadline) {
            if (pause.within(LOOK)) {
                return;
            }
        }
    }

    private End send(long upTo) throws SQLException {
        long began = System.nanoTime();
        long before = redriven;
        for (var page = page(); !page.isEmpty(); page = page()) {
            for (var stored : page) {
                if (redriven >= upTo) {
                    return End.DONE;
                }
                if (letters.redrive(stored.id(), plan.queue(), plan.who())) {
                    redriven++;
                    progress.accept(redriven);
                }
                afterId = stored.id();
                var due = Duration.ofNanos((long) ((redriven - before) * 1e9 / plan.perSecond()));
                if (pause.within(due.minusNanos(System.nanoTime() - began))) {
                    return End.INTERRUPTED;
                }
                if (redriven % LOOK_EVERY == 0 && failing(outcomes.count())) {
                    return End.FAILING;
                }
            }
        }
        return End.DONE;
    }

    /** What was a dead letter when the run began; what comes back is not sent in circles. */
    private List<StoredDeadLetter> page() throws SQLException {
        return selection.after(afterId).stream()
                .filter(stored -> stored.id() <= outcomes.lastLetter())
                .toList();
    }

    private boolean failing(Outcomes.Count count) {
        long ended = count.failed() + count.handled() + count.pending();
        return count.failed() > 0
                && plan.stopAtPercent() < 100
                && count.failed() * 100.0 >= plan.stopAtPercent() * ended;
    }
}
