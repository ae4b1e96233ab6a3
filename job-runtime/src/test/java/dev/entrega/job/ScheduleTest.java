package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.scheduling.cron.CronExpression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aFixedRateIsCountedFromMidnightUtc() {
        var schedule = new Schedule.FixedRate(Duration.ofMinutes(5));

        assertThat(due(schedule, "2026-11-29T10:02:30Z", 2))
                .containsExactly("2026-11-29T10:05:00Z", "2026-11-29T10:10:00Z");
        assertThat(due(schedule, "2026-11-29T10:05:00Z", 1)).containsExactly("2026-11-29T10:10:00Z");
        assertThat(due(schedule, "1969-12-31T23:58:00Z", 1)).containsExactly("1970-01-01T00:00:00Z");
    }

    @Test
    void aTimeThatTheClockLeavesOutIsDueWhenItChanges() {
        assertThat(due(daily("30 2 * * *", BERLIN), "2026-03-28T12:00:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
        assertThat(due(daily("0,15,30 2 * * *", BERLIN), "2026-03-28T12:00:00Z", 2))
                .as("once, however many times are left out")
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z");
    }

    @Test
    void aTimeThatComesTwiceIsDueTheFirstTime() {
        var schedule = daily("30 2 * * *", BERLIN);

        assertThat(due(schedule, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(due(schedule, "2026-10-25T00:50:00Z", 1)).containsExactly("2026-10-26T01:30:00Z");
        assertThat(due(schedule, "2026-10-25T01:10:00Z", 1))
                .as("within the second time")
                .containsExactly("2026-10-26T01:30:00Z");
    }

    /** Egypt's clocks go from 0:00 to 1:00 on the last Friday of April. */
    @Test
    void aDayThatHasNoMidnightHasItsRun() {
        assertThat(due(daily("0 0 * * *", ZoneId.of("Africa/Cairo")), "2026-04-23T12:00:00Z", 2))
                .containsExactly("2026-04-23T22:00:00Z", "2026-04-24T21:00:00Z");
    }

    @Test
    void whatIsDueInEachHourIsDueAsOftenAsTheClockShowsIt() {
        var schedule = new Schedule.EachTime(CronExpression.create("*/30 * * * *"), BERLIN);

        assertThat(due(schedule, "2026-10-25T00:00:00Z", 5))
                .as("2:30, 2:00, 2:30, 3:00, 3:30")
                .containsExactly(
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T02:00:00Z",
                        "2026-10-25T02:30:00Z");
        assertThat(due(schedule, "2026-03-29T00:30:00Z", 2))
                .as("3:00, 3:30")
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z");
    }

    @Test
    void theLastDueTimeIsFoundHoweverLongItIsAgo() {
        var noon = Instant.parse("2026-11-29T12:00:00Z");

        assertThat(new Schedule.FixedRate(Duration.ofSeconds(1)).lastUntil(noon))
                .contains(noon);
        assertThat(daily("0 3 * * *", BERLIN).lastUntil(noon)).contains(Instant.parse("2026-11-29T02:00:00Z"));
        assertThat(daily("0 0 29 2 *", BERLIN).lastUntil(noon)).contains(Instant.parse("2024-02-28T23:00:00Z"));
    }

    /** Whatever the schedule and the moment: due times go on, and none is passed over. */
    @Test
    void noDueTimeIsPassedOver() {
        for (var schedule : List.of(daily("30 2 * * *", BERLIN), daily("0 0,12 * * 1-5", ZoneId.of("Africa/Cairo")))) {
            var all = due(schedule, "2026-01-01T00:00:00Z", 300);
            for (int i = 1; i < all.size(); i++) {
                var before = Instant.parse(all.get(i - 1));
                var next = Instant.parse(all.get(i));
                assertThat(next).isAfter(before);
                assertThat(schedule.next(next.minusMillis(1))).isEqualTo(next);
                assertThat(schedule.next(
                                before.plus(Duration.between(before, next).dividedBy(2))))
                        .isEqualTo(next);
            }
        }
    }

    private static Schedule daily(String cron, ZoneId zone) {
        return new Schedule.DailyTimes(CronExpression.create(cron), zone);
    }

    private static List<String> due(Schedule schedule, String after, int count) {
        return Stream.iterate(schedule.next(Instant.parse(after)), schedule::next)
                .limit(count)
                .map(Instant::toString)
                .toList();
    }
}
