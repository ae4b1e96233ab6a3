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

    private final LinkedBlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final SharedBatches batches = new SharedBatches(messages -> {
        var call = new Call(messages, new CountDownLatch(1));
        calls.add(call);
        call.awaitAnswer();
        return Collections.nCopies(messages.size(), new Confirmed());
    });

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
        var callers = new ArrayList<Caller>();
        for (int i = 0; i < count; i++) {
            var results = Collections.synchronizedList(new ArrayList<EntryResult>());
            callers.add(new Caller(
                    Thread.ofVirtual().start(() -> results.add(batches.send(new Message("{}", Map.of())))), results));
        }
        await().until(() -> callers.stream().allMatch(Caller::waits));
        return callers;
    }

    private Call nextCall() throws InterruptedException {
        var call = calls.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        return call;
    }

    @Test
    void whoWaitsForAPlaceSharesTheNextCallAndReturnsWithItAlthoughAllPlacesAreTakenAgain() throws Exception {
        callers(PLACES);
        var first = nextCall();
        assertThat(first.messages()).hasSize(1);
        var sharing = callers(10);

        first.answer().countDown();
        for (int i = 1; i < PLACES; i++) {
            assertThat(nextCall().messages()).hasSize(1); // These last.
        }
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
}
