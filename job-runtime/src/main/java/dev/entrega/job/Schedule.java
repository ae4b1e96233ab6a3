package dev.entrega.job;

import io.micronaut.scheduling.cron.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** Due times. Immutable. */
interface Schedule {

    /** No schedule pauses for longer than from one 29th of February to the next, over a year 2100. */
    Duration LONGEST_PAUSE = Duration.ofDays(8 * 366);

    /** The first due time after that moment. */
    Instant next(Instant after);

    /** The last due time that is not after that moment, if there is one. */
    default Optional<Instant> lastUntil(Instant moment) {
        var last = Optional.<Instant>empty();
        for (var back = Duration.ofSeconds(1);
                last.isEmpty() && back.compareTo(LONGEST_PAUSE) < 0;
                back = back.multipliedBy(2)) {
            for (var due = next(moment.minus(back)); !due.isAfter(moment); due = next(due)) {
                last = Optional.of(due);
            }
        }
        return last;
    }

    /** Every so many, counted from 1970-01-01T00:00Z. */
    record FixedRate(Duration every) implements Schedule {
        @Override
        public Instant next(Instant after) {
            long step = every.toMillis();
            return Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), step) + 1) * step);
        }
    }

    /** At times of the day, once each day that has them, whatever the clocks do. */
    record DailyTimes(CronExpression times, ZoneId zone) implements Schedule {
        @Override
        public Instant next(Instant after) {
            var local = LocalDateTime.ofInstant(after, zone);
            Instant due;
            do { // What comes twice has been due the first time.
                local = times.nextTimeAfter(local.atZone(ZoneOffset.UTC)).toLocalDateTime();
                due = dueAt(local);
            } while (!due.isAfter(after));
            return due;
        }

        private Instant dueAt(LocalDateTime local) {
            var change = zone.getRules().getTransition(local);
            return change != null && change.isGap()
                    ? change.getInstant()
                    : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
        }
    }

    /** Whenever the clock shows such a time. */
    record EachTime(CronExpression times, ZoneId zone) implements Schedule {
        @Override
        public Instant next(Instant after) {
            return times.nextTimeAfter(after.atZone(zone)).toInstant();
        }
    }
}
