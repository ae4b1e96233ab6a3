package dev.entrega.job;

import dev.entrega.messaging.ConfigurationException;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.scheduling.cron.CronExpression;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The jobs of a service, by name. Immutable. */
final class Jobs {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST_NAME = 64;
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    private final Map<String, JobDefinition> byName = new TreeMap<>();

    /** A job, and when its class says it runs. */
    record Declared(JobSchedule schedule, Job job) {}

    /** @throws ConfigurationException if one of them says what can't be */
    Jobs(List<Declared> declared) {
        for (var each : declared) {
            var definition = definition(each.schedule(), each.job());
            if (byName.put(definition.name(), definition) != null) {
                throw refused(each.schedule(), "two jobs have this name", "give each job a name of its own");
            }
        }
    }

    Collection<JobDefinition> all() {
        return byName.values();
    }

    Optional<JobDefinition> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private static JobDefinition definition(JobSchedule declared, Job job) {
        if (declared.name().length() > LONGEST_NAME
                || !NAME.matcher(declared.name()).matches()) {
            throw refused(declared, "that is no name", "use lower-case words joined by hyphens, at most 64 characters");
        }
        var timeout = duration(declared, "timeout", declared.timeout());
        return new JobDefinition(
                declared.name(), inWords(declared), schedule(declared), declared.missed(), timeout, job);
    }

    private static String inWords(JobSchedule declared) {
        return declared.cron().isEmpty() ? "every " + declared.every() : declared.cron() + " " + declared.zone();
    }

    private static Schedule schedule(JobSchedule declared) {
        if (declared.cron().isEmpty() == declared.every().isEmpty()) {
            throw refused(declared, "it has to say either cron or every", "say one of them");
        }
        if (declared.cron().isEmpty()) {
            var period = duration(declared, "every", declared.every());
            if (period.compareTo(SHORTEST_PERIOD) < 0) {
                throw refused(declared, "every is less than a second", "say a second or more");
            }
            return new Schedule.FixedRate(period);
        }
        var schedule = cron(declared, zone(declared));
        try {
            schedule.next(Instant.EPOCH);
        } catch (IllegalArgumentException e) {
            throw refused(declared, "\"" + declared.cron() + "\" is never due", "name a day that there is");
        }
        return schedule;
    }

    private static Schedule cron(JobSchedule declared, ZoneId zone) {
        try {
            var times = CronExpression.create(declared.cron());
            String[] fields = declared.cron().trim().split("\\s+", -1);
            boolean eachHour = fields[fields.length - 4].startsWith("*");
            return eachHour ? new Schedule.EachTime(times, zone) : new Schedule.DailyTimes(times, zone);
        } catch (IllegalArgumentException e) {
            throw refused(
                    declared,
                    "\"" + declared.cron() + "\" is no cron expression (" + e.getMessage() + ")",
                    "write five fields, minute to weekday, as \"0 3 * * *\"");
        }
    }

    private static ZoneId zone(JobSchedule declared) {
        try {
            return ZoneId.of(declared.zone());
        } catch (DateTimeException e) {
            throw refused(declared, "there is no zone \"" + declared.zone() + "\"", "name one as Europe/Lisbon or UTC");
        }
    }

    private static Duration duration(JobSchedule declared, String what, String text) {
        return ConversionService.SHARED
                .convert(text, Duration.class)
                .filter(Duration::isPositive)
                .orElseThrow(() -> refused(
                        declared, what + " is \"" + text + "\"", "say a time as 30s, 5m or 2h, more than none"));
    }

    private static ConfigurationException refused(JobSchedule declared, String problem, String remedy) {
        return new ConfigurationException("@JobSchedule(name = \"" + declared.name() + "\")", problem, remedy);
    }
}
