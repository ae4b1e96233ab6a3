package dev.entrega.messaging.publish;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Slices;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Callers that want to send at the same moment share a call. There is no thread and no waiting time: whoever finds a
 * free place sends what has gathered while all places were taken, its own message or those before it. Since each caller
 * adds one message and takes at least one out, none is left behind.
 */
final class SharedBatches {

    private static final int CALLS_IN_FLIGHT = 4;

    /** Longer than a call with its retries may take; only a lost thread could make a caller wait so long. */
    private static final long PATIENCE_SECONDS = 60;

    interface Sender {
        List<EntryResult> send(List<Message> messages);
    }

    private static final class Waiting {
        private final Message message;
        private final CountDownLatch answered = new CountDownLatch(1);
        private volatile @Nullable EntryResult result;

        Waiting(Message message) {
            this.message = message;
        }

        void answer(EntryResult answer) {
            result = answer;
            answered.countDown();
        }
    }

    private final Sender sender;
    private final Semaphore places = new Semaphore(CALLS_IN_FLIGHT);
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    SharedBatches(Sender sender) {
        this.sender = sender;
    }

    /** Sends one message and waits for its result. */
    EntryResult send(Message message) {
        var own = new Waiting(message);
        synchronized (waiting) {
            waiting.add(own);
        }
        try {
            places.acquire();
            try {
                sendWhatWaits();
            } finally {
                places.release();
            }
            if (!own.answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new EntryResult.ServerFault("TimedOut");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EntryResult.ServerFault("Interrupted");
        }
        var result = own.result;
        return result == null ? new EntryResult.ServerFault("Unanswered") : result;
    }

    private void sendWhatWaits() {
        var slice = takeSlice();
        if (slice.isEmpty()) {
            return;
        }
        try {
            var results = sender.send(slice.stream().map(entry -> entry.message).toList());
            for (int i = 0; i < slice.size(); i++) {
                slice.get(i).answer(results.get(i));
            }
        } catch (RuntimeException e) {
            slice.forEach(entry ->
                    entry.answer(new EntryResult.ServerFault(e.getClass().getSimpleName())));
            throw new MessagingException("publishing a batch of " + slice.size() + " failed", e);
        }
    }

    private List<Waiting> takeSlice() {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return List.of();
            }
            var first = Slices.of(
                            List.copyOf(waiting).subList(0, Math.min(waiting.size(), 10)),
                            entry -> entry.message.bytes())
                    .getFirst();
            for (int i = 0; i < first.size(); i++) {
                waiting.removeFirst();
            }
            return new ArrayList<>(first);
        }
    }
}
