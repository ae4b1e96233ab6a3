package dev.entrega.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.local.process.ChildProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Jobs of a service without a database. */
class JobClockTest {

    private static final Map<String, Object> NO_DATABASE = Map.of("database.url", JobsService.NONE);

    @Test
    void allProcessesRunAndPublishUnderTheSameIds() {
        var ofOne = new CopyOnWriteArrayList<String>();
        var ofTwo = new CopyOnWriteArrayList<String>();
        try (var one = JobsService.start(
                        "steady", NO_DATABASE, (context, shipping) -> ofOne.add(shipping.ship("order-1")));
                var two = one.another((context, shipping) -> ofTwo.add(shipping.ship("order-1")))) {
            assertThat(two.bean(JobStarts.class)).isInstanceOf(JobClock.class);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> common(ofOne, ofTwo).size() >= 3);

            assertThat(ofOne).doesNotHaveDuplicates();
            assertThat(ofTwo).doesNotHaveDuplicates();
            assertThat(common(ofOne, ofTwo))
                    .allMatch(id -> id.matches("steady@\\S+Z/order\\.shipped\\.v1/order-1"), "job@due/type/subject");
        }
    }

    @Test
    void aProcessMayDoOneRunAndEnd() throws Exception {
        try (var due = JobsProcess.start("", 0, "job", "yearly")) {
            assertThat(exit(due)).as(due.output()).isZero();
            assertThat(due.output())
                    .as("what was due last, so that two of them have one effect")
                    .containsPattern("job=yearly due=20\\d\\d-01-01T00:00:00Z outcome=done");
        }
    }

    private static List<String> common(List<String> some, List<String> others) {
        return some.stream().filter(others::contains).toList();
    }

    private static int exit(ChildProcess process) throws InterruptedException {
        process.awaitExit();
        return process.exitCode();
    }
}
