package dev.entrega.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import dev.entrega.messaging.aws.EntryResult.SenderFault;
import dev.entrega.messaging.aws.EntryResult.ServerFault;
import dev.entrega.messaging.report.ErrorReports;
import io.micronaut.core.value.MapPropertyResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchesTest {

    private final List<String> sent = new CopyOnWriteArrayList<>();

    /** Sends to nobody, and answers as it is told for each entry. */
    private Batches<String> batches(Function<String, EntryResult> answer) {
        return new Batches<>(
                "send",
                entries -> {
                    sent.addAll(entries);
                    return entries.stream().map(answer).toList();
                },
                ErrorReports.of(new MapPropertyResolver(Map.of())));
    }

    private long times(String entry) {
        return sent.stream().filter(entry::equals).count();
    }

    @Test
    void anEntryThatTheBrokerCouldNotTakeIsSentAgainAndItsBatchIsNot() throws InterruptedException {
        var batches =
                batches(entry -> entry.equals("late") && times("late") < 3 ? new ServerFault("busy") : new Confirmed());

        batches.add("early");
        batches.add("late");
        batches.flush(Duration.ofSeconds(10));

        assertThat(times("early")).isEqualTo(1);
        assertThat(times("late")).isEqualTo(3);
    }

    @Test
    void anEntryThatIsNeverTakenIsGivenUp() throws InterruptedException {
        var batches = batches(entry -> new ServerFault("busy"));

        batches.add("never");
        batches.flush(Duration.ofSeconds(10));

        assertThat(times("never")).isEqualTo(3);
    }

    @Test
    void anEntryThatIsWrongIsNotSentAgain() throws InterruptedException {
        var batches = batches(entry -> new SenderFault("ReceiptHandleIsInvalid", "too old"));

        batches.add("wrong");
        batches.flush(Duration.ofSeconds(10));

        assertThat(times("wrong")).isEqualTo(1);
    }

    static List<Throwable> anything() {
        return List.of(new IllegalStateException("no connection"), new StackOverflowError("as the test says"));
    }

    private static void raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    @ParameterizedTest
    @MethodSource("anything")
    void aCallThatFailsIsAFaultOfEachOfItsEntries(Throwable failure) throws InterruptedException {
        var batches = batches(entry -> {
            if (times(entry) == 1) {
                raise(failure);
            }
            return new Confirmed();
        });

        batches.add("again");
        batches.flush(Duration.ofSeconds(10));

        assertThat(times("again")).isEqualTo(2);
    }

    @Test
    void aFlushIsOverWhenEverythingIsSettledAndNotBefore() throws InterruptedException {
        var answered = new CountDownLatch(1);
        var batches = batches(entry -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Confirmed();
        });
        batches.add("slow");
        await().until(() -> times("slow") == 1);
        var flush = Thread.ofPlatform().start(() -> {
            try {
                batches.flush(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> flush.getState() == Thread.State.TIMED_WAITING);

        answered.countDown();

        assertThat(flush.join(Duration.ofSeconds(10))).isTrue();
    }
}
