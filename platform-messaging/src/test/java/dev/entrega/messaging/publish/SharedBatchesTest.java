package dev.entrega.messaging.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.EntryResult.Confirmed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedBatchesTest {

    private static final int PLACES = 4;
    private static final String BREAKS = "breaks";

    private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private SharedBatches batches = new SharedBatches(this::send, Duration.ZERO);

    private List<EntryResult> send(List<Message> messages) {
        var call = new Call(messages, new CountDownLatch(1));
        calls.add(call);
        call.awaitAnswer();
        if (messages.getFirst().body().equals(BREAKS)) {
            throw new AssertionError("as the message says");
        }
        return Collections.nCopies(messages.size(), new Confirmed());
    }

    /** A call that lasts until it is answered. */
    private record Call(List<Message> messages, CountDownLatch answer) {
        void awaitAnswer() {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Caller(Thread thread, List<EntryResult> results) {
        boolean waits() {
            return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
        }
    }

    private List<Caller> callers(int count) {
        return callers(count, "{}");
    }

    private List<Caller> callers(int count, String body) {
        var callers = new ArrayList<Caller>();
        for (int i = 0; i < count; i++) {
            var results = Collections.synchronizedList(new ArrayList<EntryResult>());
            callers.add(new Caller(
                    Thread.ofVirtual()
                            // Or it fails what another class waits for at that moment (Awaitility).
                            .uncaughtExceptionHandler((thread, failure) -> failures.add(failure))
                            .start(() -> results.add(batches.send(new Message(body, Map.of())))),
                    results));
        }
        await().until(() -> callers.stream().allMatch(Caller::waits));
        return callers;
    }

    /** One after the other: those that come together share a call from the start. */
    private List<Call> takeAllPlaces() throws InterruptedException {
        var taken = new ArrayList<Call>();
        for (int i = 0; i < PLACES; i++) {
            callers(1);
            taken.add(nextCall());
            assertThat(taken.getLast().messages()).hasSize(1);
        }
        return taken;
    }

    private Call nextCall() throws InterruptedException {
        var call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return call;
    }

    @Test
    void whoWaitsForAPlaceSharesTheNextCallAndReturnsWithItAlthoughAllPlacesAreTakenAgain() throws Exception {
        var first = takeAllPlaces().getFirst();
        var sharing = callers(10);

        first.answer().countDown();
        var shared = nextCall();
        assertThat(shared.messages()).hasSize(10);
        callers(10);
        shared.answer().countDown();

        assertThat(nextCall().messages()).hasSize(10); // This takes the place, and lasts.
        for (var caller : sharing) {
            assertThat(caller.thread().join(Duration.ofSeconds(10))).isTrue();
            assertThat(caller.results()).containsExactly(new Confirmed());
        }
    }

    @Test
    void whoeverSharesACallThatBreaksIsTold() throws Exception {
        var first = takeAllPlaces().getFirst();
        callers(1, BREAKS);
        var sharing = callers(1).getFirst();

        first.answer().countDown();
        nextCall().answer().countDown();

        assertThat(sharing.thread().join(Duration.ofSeconds(10))).isTrue();
        assertThat(sharing.results()).singleElement().isInstanceOf(EntryResult.ServerFault.class);
        await().untilAsserted(() -> assertThat(failures).singleElement().isInstanceOf(AssertionError.class));
    }

    /** Leaves all places free. */
    private void haveACallShared() throws Exception {
        var taken = takeAllPlaces();
        var sharing = callers(10);
        taken.forEach(call -> call.answer().countDown());
        nextCall().answer().countDown();
        for (var caller : sharing) {
            assertThat(caller.thread().join(Duration.ofSeconds(10))).isTrue();
        }
    }

    @Test
    void afterASharedCallTheNextOneBeginsWhenItIsFull() throws Exception {
        batches = new SharedBatches(this::send, Duration.ofMinutes(1));
        haveACallShared();

        callers(9);
        assertThat(calls).isEmpty();
        callers(1);

        assertThat(nextCall().messages()).hasSize(10);
    }

    @Test
    void whoIsInterruptedWhileGatheringLeavesItToTheNext() throws Exception {
        batches = new SharedBatches(this::send, Duration.ofSeconds(5));
        haveACallShared();
        var gatherer = callers(1).getFirst();
        callers(8);

        gatherer.thread().interrupt();

        assertThat(gatherer.thread().join(Duration.ofSeconds(10))).isTrue();
        assertThat(gatherer.results()).singleElement().isInstanceOf(EntryResult.ServerFault.class);
        assertThat(nextCall().messages()).hasSize(8);
    }

    @Test
    void whomNobodyJoinsGoesAloneAfterAMoment() throws Exception {
        batches = new SharedBatches(this::send, Duration.ofMillis(50));
        haveACallShared();

        callers(1);

        assertThat(nextCall().messages()).hasSize(1);
    }
}
