package dev.entrega.job;

import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.PlatformMigration;
import dev.entrega.messaging.ReleaseStep;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.report.ErrorReport.Place;
import dev.entrega.messaging.report.ErrorReports;
import dev.entrega.messaging.runtime.Cleanup;
import dev.entrega.messaging.runtime.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** The beans of the job runtime. */
@Factory
final class JobFactory {

    /** From SIGTERM on, as for deliveries. */
    private static final Duration FINISH = Duration.ofSeconds(20);

    private static final Duration HISTORY = Duration.ofDays(30);
    private static final Duration CLEANUP = Duration.ofMinutes(10);

    @Singleton
    Jobs jobs(BeanContext beans) {
        beans.getBeanDefinitions(Job.class).stream()
                .filter(definition -> !definition.hasStereotype(JobSchedule.class))
                .findAny()
                .ifPresent(definition -> {
                    throw refused(definition, "does not say when it runs", "add @JobSchedule to the class");
                });
        return new Jobs(beans.getBeanDefinitions(Qualifiers.byStereotype(JobSchedule.class)).stream()
                .map(definition -> declared(beans, definition))
                .toList());
    }

    private static Jobs.Declared declared(BeanContext beans, BeanDefinition<?> definition) {
        var schedule = definition.synthesize(JobSchedule.class);
        if (schedule == null || !(beans.getBean(definition) instanceof Job job)) {
            throw refused(definition, "has @JobSchedule and is no job", "let it implement Job");
        }
        return new Jobs.Declared(schedule, job);
    }

    private static ConfigurationException refused(BeanDefinition<?> definition, String problem, String remedy) {
        return new ConfigurationException(definition.getBeanType().getName(), problem, remedy);
    }

    @Singleton
    JobMetrics jobMetrics(MeterRegistry registry, Clock clock) {
        return new JobMetrics(registry, clock);
    }

    @Singleton
    JobSettings jobSettings(Settings settings) {
        return JobSettings.of(settings);
    }

    @Singleton
    RunningJobs runningJobs(JobSettings settings, ErrorReports reports) {
        return new RunningJobs(settings.lease(), FINISH, reports);
    }

    /** After the relay, so that it stops before it: what its last runs publish is still sent. */
    @Singleton
    @Order(2)
    @Requires(beans = DataSource.class)
    JobScheduler jobScheduler(
            Jobs jobs,
            Transactions transactions,
            RunningJobs running,
            JobSettings settings,
            JobMetrics metrics,
            ErrorReports reports) {
        return new JobScheduler(jobs, new JobTable(), transactions, running, settings.lease(), metrics, reports);
    }

    @Singleton
    @Requires(missingBeans = DataSource.class)
    JobClock jobClock(Jobs jobs, RunningJobs running, Clock clock, JobMetrics metrics, ErrorReports reports) {
        return new JobClock(jobs, running, clock, metrics, reports);
    }

    @Singleton
    JobCommand jobCommand(Jobs jobs, JobStarts starts) {
        return new JobCommand(jobs, starts);
    }

    /** From the release on, due times are somebody's. */
    @Singleton
    @Requires(beans = DataSource.class)
    ReleaseStep declareJobs(JobScheduler scheduler) {
        return scheduler::declare;
    }

    @Singleton
    @Requires(beans = DataSource.class)
    Cleanup runCleanup(Transactions transactions, ErrorReports reports) {
        var table = new JobTable();
        return new Cleanup(
                "job run cleanup",
                CLEANUP,
                transactions,
                (connection, atMost) -> table.removeOlderThan(HISTORY, connection, atMost),
                Place.JOB,
                reports);
    }

    @Singleton
    @Named("job")
    PlatformMigration migration() {
        return new PlatformMigration("job", "classpath:entrega/job/db");
    }
}
