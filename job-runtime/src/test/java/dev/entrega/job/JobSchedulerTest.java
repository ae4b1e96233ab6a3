package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class JobSchedulerTest {

    private static final String EVENTS = "SELECT count(*) FROM entrega.outbox";

    @Test
    void ofTwoProcessesOneRunsEachDueTime() throws Exception {
        var runs = new ConcurrentHashMap<String, Integer>();
        JobsService.Script count =
                (context, shipping) -> runs.merge(context.dueAt().toString(), 1, Integer::sum);
        try (var one = JobsService.start("steady", count);
                var two = one.another(count)) {
            soon().until(() -> runs.size() >= 5);

            assertThat(runs.values()).containsOnly(1);
            assertThat(two.sql("SELECT count(*) FROM entrega.job_run WHERE fence > 1"))
                    .isEqualTo("0");
            assertThat(runs.keySet()).allMatch(due -> due.endsWith("Z") && !due.contains("."), "whole seconds");
        }
    }

    @Test
    void aProcessWhoseClockIsWrongGoesByTheDatabases() throws Exception {
        try (var ahead = JobsService.start("steady", Map.of("test.clock", "PT1H"), (context, shipping) -> {})) {
            assertThat(ahead.bean(Clock.class).instant()).isAfter(Instant.now().plus(Duration.ofMinutes(59)));
            soon().until(() -> Integer.parseInt(ahead.sql("SELECT count(*) FROM entrega.job_run")) >= 2);

            assertThat(ahead.sql("SELECT bool_and(due_at <= clock_timestamp()"
                            + " AND coalesce(lease_until, clock_timestamp()) <= clock_timestamp() + interval '3 seconds')"
                            + " FROM entrega.job_run"))
                    .isEqualTo("t");
        }
    }

    @Test
    void whatItPublishesHasIdsOfTheRun() throws Exception {
        try (var service = JobsService.start("yearly", (context, shipping) -> {
            shipping.ship("order-2");
            shipping.ship("order-1");
        })) {
            service.ask("yearly");
            soon().until(() -> service.state("yearly").equals("done"));

            String due = service.newestRun("yearly").dueAt().toString();
            assertThat(service.sql("SELECT string_agg(event_id, ' ' ORDER BY event_id) FROM entrega.outbox"))
                    .isEqualTo(
                            "yearly@" + due + "/order.shipped.v1/order-1 yearly@" + due + "/order.shipped.v1/order-2");
        }
    }

    @Test
    void saysHowFarItIsAndHowItEnded() throws Exception {
        var goOn = new CountDownLatch(1);
        try (var service = JobsService.start("yearly", (context, shipping) -> {
            context.progress(3, 10);
            context.log("at the third");
            goOn.await();
            context.progress(10, 10);
            throw new IllegalStateException("on purpose");
        })) {
            service.ask("yearly");
            soon().until(() ->
                    Long.valueOf(3).equals(service.newestRun("yearly").done()));
            var running = service.newestRun("yearly");
            assertThat(running.said()).isEqualTo("at the third");
            assertThat(running.state()).isEqualTo("running");
            assertThat(running.holder()).endsWith(":" + ProcessHandle.current().pid());
            goOn.countDown();

            soon().until(() -> service.state("yearly").equals("failed"));
            var failed = service.newestRun("yearly");
            assertThat(failed.failure()).isEqualTo("java.lang.IllegalStateException: on purpose");
            assertThat(failed.done()).isEqualTo(10);
            assertThat(service.sql("SELECT last_success IS NULL FROM entrega.job"))
                    .isEqualTo("t");
        }
    }

    @Test
    void tellsHowLongAgoItWasDone() throws Exception {
        try (var service = JobsService.start("yearly", (context, shipping) -> {})) {
            var registry = service.bean(MeterRegistry.class);
            assertThat(registry.find("entrega.job.last.success.age").gauge()).isNull();

            service.ask("yearly");

            soon().until(() -> registry.find("entrega.job.last.success.age")
                            .tag("handler", "yearly")
                            .gauge()
                    != null);
            service.execute("UPDATE entrega.job SET last_success = now() - interval '2 hours'");
            soon().until(() ->
                    registry.get("entrega.job.last.success.age").gauge().value() >= 7200);
            assertThat(Files.readString(Path.of("..", "docs", "metrics.md")))
                    .contains("| `entrega.job.last.success.age` |");
        }
    }

    /** The process is paused, and goes on when another has taken the run over. */
    @Test
    void whoWasSilentForTooLongPublishesNothingMore() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var refused = new AtomicReference<Throwable>();
        try (var paused = JobsService.start("yearly", Map.of("entrega.job.lease", "1h"), (context, shipping) -> {
            begun.countDown();
            awaitWhateverHappens(goOn);
            try {
                shipping.ship("order-1");
            } catch (RuntimeException e) {
                refused.set(e);
                throw e;
            }
        })) {
            paused.ask("yearly");
            begun.await();
            try (var other = paused.another((context, shipping) -> shipping.ship("order-2"))) {
                paused.execute("UPDATE entrega.job_run SET lease_until = now() - interval '1 second'");
                soon().until(() -> other.state("yearly").equals("done"));

                goOn.countDown();

                soon().until(() -> refused.get() != null);
                assertThat(refused.get()).isInstanceOf(RunTakenOverException.class);
                assertThat(other.sql("SELECT string_agg(subject, ' ') FROM entrega.outbox"))
                        .isEqualTo("order-2");
                assertThat(other.newestRun("yearly").attempts()).isEqualTo(2);
                assertThat(other.state("yearly")).isEqualTo("done");
            }
        }
    }

    @Test
    void nobodyTakesARunOverWhileItsTransactionPublishes() throws Exception {
        var published = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var others = new AtomicInteger();
        try (var slow = JobsService.start("yearly", Map.of("entrega.job.lease", "1h"), (context, shipping) -> {
            shipping.shipAnd("order-1", () -> {
                published.countDown();
                awaitWhateverHappens(goOn);
            });
        })) {
            slow.ask("yearly");
            published.await();
            try (var other = slow.another((context, shipping) -> others.incrementAndGet())) {
                slow.execute("UPDATE entrega.job_run SET lease_until = now() - interval '1 second'");
                Thread.sleep(3000); // Several looks of the other.
                assertThat(others).hasValue(0);
                goOn.countDown();

                soon().until(() -> slow.sql(EVENTS).equals("1"));
                soon().until(() -> other.state("yearly").equals("done"));
            }
        }
    }

    @Test
    void oneThatRunsForLongerThanItsLeaseKeepsIt() throws Exception {
        var runs = new AtomicInteger();
        JobsService.Script longer = (context, shipping) -> {
            runs.incrementAndGet();
            Thread.sleep(5000);
        };
        try (var one = JobsService.start("yearly", longer);
                var two = one.another(longer)) {
            one.ask("yearly");

            soon().until(() -> two.state("yearly").equals("done"));
            assertThat(runs).hasValue(1);
        }
    }

    private static void awaitWhateverHappens(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // On purpose: it hears nothing.
            }
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(100));
    }
}
