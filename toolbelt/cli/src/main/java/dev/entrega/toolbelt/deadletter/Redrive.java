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

    /** Looking at what became of the others costs more than bringing one back, and the more the more there are. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Letters letters;
    private final Selection selection;
    private final Outcomes outcomes;
    private final Plan plan;
    private final Pause pause;
    private final LongConsumer progress;

    private long redriven;
    private long afterId;
    private long lookedAt = System.nanoTime();

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
     * @param sample so many go first, and the others only after these have ended well, in batches of this size that grow
     *     twofold, each after the one before has ended well; 0 for all at once
     * @param perSecond how many leave in a second
     * @param stopAtPercent stop when so many of those that were brought back have failed again; 100 for never
     * @param allowDuplicates whether they may be too old to be recognised
     * @param patience how long the end of those under way is waited for
     */
    record Plan(
            String queue,
            String who,
            long limit,
            long sample,
            double perSecond,
            double stopAtPercent,
            boolean allowDuplicates,
            Duration patience) {}

    /** How a run ended. */
    enum End {
        /** All that matched are on their way. */
        DONE,
        /** Too many failed again. */
        FAILING,
        /** The sample, or the batch after it, did not end in time. */
        BATCH_PENDING,
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
        if (plan.sample() == 0) {
            return send(plan.limit());
        }
        long batch = plan.sample();
        for (long upTo = plan.sample(); ; upTo += batch, batch *= 2) {
            var end = send(Math.min(upTo, plan.limit()));
            if (end != End.DONE || redriven < upTo) {
                return end;
            }
            settle();
            var count = outcomes.count();
            if (failing(count)) {
                return End.FAILING;
            }
            if (count.pending() > 0) {
                return pause.within(Duration.ZERO) ? End.INTERRUPTED : End.BATCH_PENDING;
            }
        }
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
                if (letters.redrive(stored, plan.queue(), plan.who(), plan.allowDuplicates())) {
                    redriven++;
                    progress.accept(redriven);
                }
                afterId = stored.id();
                var due = Duration.ofNanos((long) ((redriven - before) * 1e9 / plan.perSecond()));
                if (pause.within(due.minusNanos(System.nanoTime() - began))) {
                    return End.INTERRUPTED;
                }
                if (isTimeToLook() && failing(outcomes.count())) {
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

    private boolean isTimeToLook() {
        boolean time = plan.stopAtPercent() < 100 && System.nanoTime() - lookedAt > LOOK.toNanos();
        if (time) {
            lookedAt = System.nanoTime();
        }
        return time;
    }

    private boolean failing(Outcomes.Count count) {
        long ended = count.failed() + count.handled() + count.pending();
        return count.failed() > 0
                && plan.stopAtPercent() < 100
                && count.failed() * 100.0 >= plan.stopAtPercent() * ended;
    }
}
