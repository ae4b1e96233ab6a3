package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One subject's events are handled in their order, one after the other, whatever fails. */
class OrderTest extends OrderedPrices {

    OrderTest() {
        super("order");
    }

    @Test
    void oneSubjectsEventsAreHandledOneAfterTheOtherWhileOthersGoOn() {
        var mayEnd = new CountDownLatch(1);
        script().steps.put("priced/a-1", () -> {
            mayEnd.await();
            return Outcome.done();
        });
        send("a", 1, 15);
        send("b", 1, 15);

        await().atMost(SOON).until(() -> applied("b").size() == 15);
        assertThat(script().runs).contains("priced/a-1").doesNotContain("priced/a-2");
        mayEnd.countDown();

        await().atMost(SOON).until(() -> applied("a").size() == 15);
        assertThat(applied("a")).isEqualTo(revisions(1, 15));
        assertThat(applied("b")).isEqualTo(revisions(1, 15));
    }

    @Test
    void aSubjectWhoseEventsFillAReceiveKeepsNoOtherOut() throws SQLException {
        var mayEnd = new CountDownLatch(1);
        script().steps.put("priced/many-1", () -> {
            mayEnd.await();
            return Outcome.done();
        });
        whilePaused(() -> {
            send("many", 1, 30);
            send("few", 1, 5);
        });

        await().atMost(SOON).until(() -> applied("few").size() == 5);
        assertThat(applied("many")).isEmpty();
        mayEnd.countDown();
        await().atMost(SOON).until(() -> applied("many").size() == 30);
        assertThat(applied("many")).isEqualTo(revisions(1, 30));
    }

    @Test
    void whatIsTriedAgainKeepsWhatIsBehindItWaitingAndPutsItUnderNoSuspicion() throws SQLException {
        var tries = new ArrayList<Integer>();
        var suspects = new CopyOnWriteArrayList<Long>();
        script().steps.put("priced/retried-2", () -> {
            tries.add(1);
            return tries.size() == 1 ? Outcome.retry(Duration.ofMillis(10)) : Outcome.done();
        });
        for (int behind = 3; behind <= 6; behind++) {
            script().steps.put("priced/retried-" + behind, () -> {
                suspects.add(service.database.count("SELECT count(*) FROM entrega.attempt WHERE crashes > 0"));
                return Outcome.done();
            });
        }
        whilePaused(() -> send("retried", 1, 6));

        await().atMost(SOON).until(() -> applied("retried").size() == 6);
        assertThat(applied("retried")).isEqualTo(revisions(1, 6));
        assertThat(script().runs.stream().filter(run -> run.startsWith("priced/retried-")))
                .containsExactly(
                        "priced/retried-1",
                        "priced/retried-2",
                        "priced/retried-2",
                        "priced/retried-3",
                        "priced/retried-4",
                        "priced/retried-5",
                        "priced/retried-6");
        assertThat(suspects).containsExactly(0L, 0L, 0L, 0L);
    }

    /** REORDERED: whatever fails and whenever an operator steps in, no subject's events change places. */
    @Test
    void noOrderIsLostWhateverFailsAndWheneverAnOperatorStepsIn() throws SQLException {
        long seed = 20261128;
        var random = new Random(seed);
        int skus = 6;
        int each = 40;
        var discarded = new ArrayList<String>();
        for (int sku = 0; sku < skus; sku++) {
            for (int revision = 1; revision <= each; revision++) {
                String name = "r" + sku + "-" + revision;
                double fate = random.nextDouble();
                var tries = new ArrayList<Integer>();
                int failures = fate < 0.06 ? 1 : fate < 0.12 ? 2 : fate < 0.15 ? 5 : 0;
                if (failures > 0) {
                    script().steps.put("priced/" + name, () -> {
                        tries.add(1);
                        if (tries.size() <= failures) {
                            throw new IllegalStateException("not yet");
                        }
                        return Outcome.done();
                    });
                }
            }
        }
        for (int revision = 1; revision <= each; revision++) {
            for (int sku = 0; sku < skus; sku++) {
                String id = UUID.randomUUID().toString();
                queue.sendInOrder("r" + sku, TestQueueClient.price(id, "r" + sku, revision));
                if (random.nextInt(10) == 0) {
                    queue.sendInOrder("r" + sku, TestQueueClient.price(id, "r" + sku, revision));
                }
            }
        }

        await().atMost(Duration.ofSeconds(90)).until(() -> {
            for (var letter : deadLetters.find(connection, DeadLetterFilter.ALL, 0, 1000)) {
                if (letter.letter().subject().matches("r[0-9]")) {
                    if (random.nextInt(8) == 0 && deadLetters.discard(connection, letter.id(), "ada", "at random")) {
                        discarded.add(letter.letter().key().eventId());
                    } else {
                        redrive(letter);
                    }
                }
            }
            return service.database.count(
                                    "SELECT count(*) FROM effect WHERE handler = 'priced' AND subject ~ '^r[0-9]-'")
                            + discarded.size()
                    == (long) skus * each;
        });
        for (int sku = 0; sku < skus; sku++) {
            assertThat(applied("r" + sku)).as("seed %s", seed).isSorted().doesNotHaveDuplicates();
        }
        assertThat(service.database.count(
                        "SELECT count(*) FROM entrega.audit WHERE action = 'redrive' AND detail LIKE 'ATTEMPTS%'"))
                .as("the run has held subjects at all")
                .isGreaterThan(5);
    }
}
