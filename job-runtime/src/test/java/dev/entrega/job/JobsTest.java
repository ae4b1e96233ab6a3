package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.core.annotation.Vetoed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobsTest {

    @Vetoed
    @JobSchedule(name = "nightly", cron = "0 3 * * *", zone = "Europe/Lisbon")
    private static final class Nightly {}

    @Vetoed
    @JobSchedule(name = "often", cron = "*/5 * * * *")
    private static final class Often {}

    @Vetoed
    @JobSchedule(name = "with-seconds", cron = "30 0 3 * * *")
    private static final class WithSeconds {}

    @Vetoed
    @JobSchedule(name = "steady", every = "90s", missed = Missed.EACH, timeout = "2h")
    private static final class Steady {}

    @Vetoed
    @JobSchedule(name = "Nightly run", every = "1m")
    private static final class BadName {}

    @Vetoed
    @JobSchedule(name = "neither")
    private static final class Neither {}

    @Vetoed
    @JobSchedule(name = "both", every = "1m", cron = "0 3 * * *")
    private static final class Both {}

    @Vetoed
    @JobSchedule(name = "bad-cron", cron = "61 * * * *")
    private static final class BadCron {}

    @Vetoed
    @JobSchedule(name = "never", cron = "0 0 30 2 *")
    private static final class Never {}

    @Vetoed
    @JobSchedule(name = "bad-zone", cron = "0 3 * * *", zone = "Europe/Lissabon")
    private static final class BadZone {}

    @Vetoed
    @JobSchedule(name = "too-often", every = "500ms")
    private static final class TooOften {}

    @Vetoed
    @JobSchedule(name = "bad-timeout", every = "1m", timeout = "long")
    private static final class BadTimeout {}

    @Test
    void readsWhatAClassDeclares() {
        var steady = find(Steady.class, "steady");

        assertThat(steady.schedule()).isEqualTo(new Schedule.FixedRate(Duration.ofSeconds(90)));
        assertThat(steady.missed()).isEqualTo(Missed.EACH);
        assertThat(steady.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(steady.when()).isEqualTo("every 90s");
        var nightly = find(Nightly.class, "nightly");
        assertThat(nightly.when()).isEqualTo("0 3 * * * Europe/Lisbon");
        assertThat(nightly.schedule()).isInstanceOf(Schedule.DailyTimes.class);
        assertThat(nightly.schedule().next(Instant.parse("2026-07-01T00:00:00Z")))
                .isEqualTo("2026-07-01T02:00:00Z");
        assertThat(find(Often.class, "often").schedule()).isInstanceOf(Schedule.EachTime.class);
        assertThat(find(WithSeconds.class, "with-seconds").schedule().next(Instant.EPOCH))
                .isEqualTo("1970-01-01T03:00:30Z");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                BadName.class,
                Neither.class,
                Both.class,
                BadCron.class,
                Never.class,
                BadZone.class,
                TooOften.class,
                BadTimeout.class
            })
    void refusesWhatCannotBe(Class<?> job) {
        String name = job.getAnnotation(JobSchedule.class).name();

        assertThatThrownBy(() -> jobs(job))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("@JobSchedule(name = \"" + name + "\")");
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatThrownBy(() -> jobs(Steady.class, Steady.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("two jobs have this name");
    }

    private static JobDefinition find(Class<?> job, String name) {
        return jobs(job).find(name).orElseThrow();
    }

    private static Jobs jobs(Class<?>... declared) {
        return new Jobs(List.of(declared).stream()
                .map(type -> new Jobs.Declared(type.getAnnotation(JobSchedule.class), context -> {}))
                .toList());
    }
}
