package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.Holds;
import dev.entrega.local.SharedCloud;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dead letter holds its subject until it is redriven or discarded; what waits follows in its order. */
class HeldSubjectTest extends OrderedPrices {

    HeldSubjectTest() {
        super("held");
    }

    @Test
    void aDeadLetterHoldsItsSubjectUntilItIsRedrivenAndThenAllComeInTheirOrder() throws SQLException {
        fail("priced", "held-2");
        send("held", 1, 6);
        send("free", 1, 6);
        var letter = awaitLetter("held");
        awaitHeld("held", 4);
        await().atMost(SOON).until(() -> queue.size() == 0 && applied("free").size() == 6);
        assertThat(applied("held")).isEqualTo(revisions(1, 1));
        assertThat(isHeld("free")).isFalse();

        succeed("priced", "held-2");
        assertThat(redrive(letter)).isTrue();

        await().atMost(SOON).until(() -> applied("held").size() == 6);
        assertThat(applied("held")).isEqualTo(revisions(1, 6));
        await().atMost(SOON).until(() -> !isHeld("held"));
        send("held", 7, 8);
        await().atMost(SOON).until(() -> applied("held").size() == 8);
        assertThat(applied("held")).isEqualTo(revisions(1, 8));
    }

    @Test
    void aDiscardedDeadLetterIsSkippedAndWhatIsBehindItFollowsInItsOrder() throws SQLException {
        fail("priced", "skipped-1");
        send("skipped", 1, 4);
        var letter = awaitLetter("skipped");
        awaitHeld("skipped", 3);

        assertThat(deadLetters.discard(connection, letter.id(), "ada", "a test price"))
                .isTrue();

        await().atMost(SOON).until(() -> applied("skipped").size() == 3);
        assertThat(applied("skipped")).isEqualTo(revisions(2, 4));
        await().atMost(SOON).until(() -> !isHeld("skipped"));
    }

    @Test
    void whatFailsAgainAfterItsRedriveHoldsItsSubjectAgain() throws SQLException {
        fail("priced", "stubborn-1");
        send("stubborn", 1, 3);
        var first = awaitLetter("stubborn");
        awaitHeld("stubborn", 2);

        redrive(first);
        await().atMost(SOON).until(() -> lettersOf("stubborn").stream().anyMatch(letter -> letter.id() != first.id()));
        assertThat(applied("stubborn")).isEmpty();
        awaitHeld("stubborn", 2);

        succeed("priced", "stubborn-1");
        redrive(awaitLetter("stubborn"));
        await().atMost(SOON).until(() -> applied("stubborn").size() == 3);
        assertThat(applied("stubborn")).isEqualTo(revisions(1, 3));
    }

    @Test
    void whatWaitsAndFailsInItsTurnHoldsWhatIsBehindIt() throws SQLException {
        fail("priced", "chain-1");
        fail("priced", "chain-3");
        send("chain", 1, 5);
        var first = awaitLetter("chain");
        awaitHeld("chain", 4);

        succeed("priced", "chain-1");
        redrive(first);
        await().atMost(SOON).until(() -> lettersOf("chain").stream().anyMatch(letter -> letter.id() != first.id()));
        awaitHeld("chain", 2);
        assertThat(applied("chain")).isEqualTo(revisions(1, 2));

        succeed("priced", "chain-3");
        redrive(awaitLetter("chain"));
        await().atMost(SOON).until(() -> applied("chain").size() == 5);
        assertThat(applied("chain")).isEqualTo(revisions(1, 5));
    }

    @Test
    void whatArrivesWhileASubjectIsReleasedComesAfterWhatHasWaited() throws Exception {
        fail("priced", "late-1");
        send("late", 1, 3);
        var letter = awaitLetter("late");
        awaitHeld("late", 2);
        var running = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        succeed("priced", "late-1");
        script().steps.put("priced/late-2", () -> {
            running.countDown();
            mayEnd.await();
            return Outcome.done();
        });

        redrive(letter);
        running.await();
        send("late", 4, 9);
        mayEnd.countDown();

        await().atMost(SOON).until(() -> applied("late").size() == 9);
        assertThat(applied("late")).isEqualTo(revisions(1, 9));
    }

    @Test
    void aHandlerThatIsDoneWithADeadLettersEventWaitsWithTheOther() throws SQLException {
        fail("priced", "two-1");
        send("two", 1, 3);
        var letter = awaitLetter("two");
        awaitHeld("two", 2);
        assertThat(applied("priced-too", "two")).isEqualTo(revisions(1, 1));

        succeed("priced", "two-1");
        redrive(letter);

        await().atMost(SOON)
                .until(() -> applied("two").size() == 3
                        && applied("priced-too", "two").size() == 3);
        assertThat(applied("priced-too", "two")).isEqualTo(revisions(1, 3));
    }

    @Test
    void aHandlerThatIsTriedAgainBehindItsNeighboursDeadLetterIsNotForgotten() throws SQLException {
        var tries = new ArrayList<Integer>();
        script().steps.put("priced/neighbour-1", () -> Outcome.deadLetter("not this one"));
        script().steps.put("priced-too/neighbour-1", () -> {
            tries.add(1);
            return tries.size() == 1 ? Outcome.retry(Duration.ofMillis(10)) : Outcome.done();
        });
        send("neighbour", 1, 2);

        await().atMost(SOON).until(() -> applied("priced-too", "neighbour").equals(revisions(1, 1)));
        awaitHeld("neighbour", 1);
        deadLetters.discard(connection, awaitLetter("neighbour").id(), "ada", "not needed");
        await().atMost(SOON).until(() -> applied("neighbour").equals(revisions(2, 2)));
        assertThat(applied("priced-too", "neighbour")).isEqualTo(revisions(1, 2));
    }

    @Test
    void twoDeadLettersOfOneEventHoldItsSubjectUntilBothAreGone() throws SQLException {
        fail("priced", "both-1");
        fail("priced-too", "both-1");
        send("both", 1, 3);
        await().atMost(SOON).until(() -> lettersOf("both").size() == 2);
        awaitHeld("both", 2);

        succeed("priced", "both-1");
        redrive(lettersOf("both").stream()
                .filter(letter -> letter.letter().key().handler().equals("priced"))
                .findFirst()
                .orElseThrow());
        await().atMost(SOON).until(() -> applied("both").equals(revisions(1, 1)));
        awaitHeld("both", 2);

        succeed("priced-too", "both-1");
        redrive(awaitLetter("both"));
        await().atMost(SOON).until(() -> applied("priced-too", "both").size() == 3);
        assertThat(applied("priced-too", "both")).isEqualTo(revisions(1, 3));
        assertThat(applied("both")).isEqualTo(revisions(1, 3));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeadLetterThatIsRedrivenWhileItsEventIsUnderWayForAnotherHandlerIsHandledToo(boolean inTheirOrder)
            throws Exception {
        String sku = "meanwhile-" + inTheirOrder;
        // One after the other: behind the one that runs is the letter of the other, or before it.
        var names = List.of("priced", "priced-too");
        names.forEach(name -> fail(name, sku + "-1"));
        send(sku, 1, 2);
        await().atMost(SOON).until(() -> lettersOf(sku).size() == 2);
        awaitHeld(sku, 1);
        var letters = inTheirOrder ? lettersOf(sku) : lettersOf(sku).reversed();
        var running = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        names.forEach(name -> script().steps.put(name + "/" + sku + "-1", () -> {
            running.countDown();
            mayEnd.await();
            return Outcome.done();
        }));

        assertThat(redrive(letters.getFirst())).isTrue();
        running.await();
        assertThat(redrive(letters.getLast())).isTrue();
        mayEnd.countDown();

        for (String name : names) {
            await().atMost(SOON).until(() -> applied(name, sku).size() == 2);
            assertThat(applied(name, sku)).isEqualTo(revisions(1, 2));
        }
    }

    @Test
    void whatIsNoEventHoldsItsGroupToo() throws SQLException {
        queue.sendPrice("broken", 1);
        queue.sendInOrder("broken", "{no event");
        queue.sendPrice("broken", 2);
        awaitHeld("broken", 1);
        assertThat(applied("broken")).isEqualTo(revisions(1, 1));
        var letter = deadLetters.find(connection, DeadLetterFilter.ALL, 0, 1000).stream()
                .filter(stored -> stored.letter().body().equals("{no event"))
                .findFirst()
                .orElseThrow();

        redrive(letter);
        await().atMost(SOON)
                .until(() -> deadLetters.find(connection, DeadLetterFilter.ALL, 0, 1000).stream()
                        .anyMatch(stored -> stored.letter().body().equals("{no event") && stored.id() != letter.id()));
        assertThat(applied("broken")).as("it stands before the rest again").isEqualTo(revisions(1, 1));

        deadLetters.discard(
                connection,
                deadLetters
                        .find(connection, DeadLetterFilter.ALL, letter.id(), 1)
                        .getFirst()
                        .id(),
                "ada",
                "no event");
        await().atMost(SOON).until(() -> applied("broken").equals(revisions(1, 2)));
    }

    @Test
    void aSecondCopyOfWhatWaitsOrIsDeadIsNotHandledInItsPlace() throws SQLException {
        fail("priced", "copy-1");
        String dead = queue.sendPrice("copy", 1);
        var letter = awaitLetter("copy");
        String waiting = queue.sendPrice("copy", 2);
        queue.sendInOrder("copy", TestQueueClient.price(waiting, "copy", 2));
        queue.sendInOrder("copy", TestQueueClient.price(dead, "copy", 1));
        await().atMost(SOON).until(() -> queue.size() == 0);
        awaitHeld("copy", 1);

        succeed("priced", "copy-1");
        redrive(letter);

        await().atMost(SOON).until(() -> applied("copy").size() == 2 && !isHeld("copy"));
        assertThat(applied("copy")).isEqualTo(revisions(1, 2));
    }

    @Test
    void whatIsUnderWayAndGoneFromItsQueueCanBeSentAgain() throws SQLException {
        fail("priced", "gone-1");
        send("gone", 1, 2);
        var letter = awaitLetter("gone");
        awaitHeld("gone", 1);
        succeed("priced", "gone-1");
        connection.setAutoCommit(false);
        redrive(letter);
        // As if its row had been thrown away: it never arrives.
        try (var delete = connection.createStatement()) {
            delete.execute("DELETE FROM entrega.outbox WHERE group_id = 'gone'");
        }
        connection.commit();
        assertThat(new Holds().all(connection)).anyMatch(hold -> hold.group().equals("gone") && hold.underWay());

        assertThat(new Holds().sendAgain(connection, queueName, "gone")).isTrue();
        connection.commit();
        connection.setAutoCommit(true);

        await().atMost(SOON).until(() -> applied("gone").size() == 2);
        assertThat(applied("gone")).isEqualTo(revisions(1, 2));
        await().atMost(SOON).until(() -> !isHeld("gone"));
        assertThat(new Holds().sendAgain(connection, queueName, "gone")).isFalse();
    }

    @Test
    void whatSqsMovedAsideHoldsItsGroupFromThenOn() throws SQLException {
        try (var net = new TestQueueClient(SharedCloud.cloud(), "held_orders-api_dlq.fifo")) {
            net.sendPrice("aside", 1);
            var letter = awaitLetter("aside");
            send("aside", 2, 3);
            awaitHeld("aside", 2);

            redrive(letter);

            await().atMost(SOON).until(() -> applied("aside").size() == 3);
            assertThat(applied("aside")).isEqualTo(revisions(1, 3));
        }
    }
}
