package dev.entrega.messaging.publish;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.NotConfirmedException;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Slices;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Callers that want to send at the same moment share a call. There is no thread and no waiting time: whoever finds a
 * free place sends what has gathered while all places were taken, its own message or those before it; a place that gets
 * free goes to the caller that has waited longest. Whoever's message another has sent returns with its answer.
 */
final class SharedBatches {

    private static final int CALLS_IN_FLIGHT = 4;
    private static final int MOST_MESSAGES = 10;

    interface Sender {
        List<EntryResult> send(List<Message> messages);
    }

    private static final class Waiting {
        private final Message message;
        private final Condition changed;
        private boolean taken;
        private @Nullable EntryResult result;

        Waiting(Message message, Condition changed) {
            this.message = message;
            this.changed = changed;
        }

        void answer(EntryResult answer) {
            result = answer;
            changed.signal();
        }
    }

    private final Sender sender;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;

    SharedBatches(Sender sender) {
        this.sender = sender;
    }

    /** Sends one message and waits for its result. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing but how full calls are depends on what the scheduler does.
    EntryResult send(Message message) {
        var own = new Waiting(message, lock.newCondition());
        enqueue(own);
        Thread.yield(); // Where a broker answers at once, callers that are ready would still come one by one.
        lock.lock();
        try {
            while (own.result == null) {
                if (!own.taken && inFlight < CALLS_IN_FLIGHT) {
                    sendWhatWaits();
                } else {
                    own.changed.await(); // Whoever has taken it answers it, whatever happens to the call.
                }
            }
            return own.result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new EntryResult.ServerFault("Interrupted");
        } finally {
            waiting.remove(own);
            wakeNext();
            lock.unlock();
        }
    }

    private void enqueue(Waiting own) {
        lock.lock();
        try {
            waiting.add(own);
        } finally {
            lock.unlock();
        }
    }

    /** Holds the lock, but for the call itself. */
    private void sendWhatWaits() {
        var slice = takeSlice();
        inFlight++;
        wakeNext();
        try {
            var results =
                    sendUnlocked(slice.stream().map(entry -> entry.message).toList());
            for (int i = 0; i < slice.size(); i++) {
                slice.get(i).answer(results.get(i));
            }
        } catch (RuntimeException e) {
            slice.forEach(entry ->
                    entry.answer(new EntryResult.ServerFault(e.getClass().getSimpleName())));
            throw new NotConfirmedException("publishing a batch of " + slice.size() + " failed", e);
        } finally {
            slice.stream()
                    .filter(entry -> entry.result == null)
                    .forEach(entry -> entry.answer(new EntryResult.ServerFault("Unknown")));
            inFlight--;
            wakeNext();
        }
    }

    private List<EntryResult> sendUnlocked(List<Message> messages) {
        lock.unlock();
        try {
            return sender.send(messages);
        } finally {
            lock.lock();
        }
    }

    private void wakeNext() {
        if (inFlight < CALLS_IN_FLIGHT && !waiting.isEmpty()) {
            waiting.getFirst().changed.signal();
        }
    }

    private List<Waiting> takeSlice() {
        var slice = Slices.of(waiting.stream().limit(MOST_MESSAGES).toList(), entry -> entry.message.bytes())
                .getFirst();
        for (var entry : slice) {
            waiting.removeFirst();
            entry.taken = true;
        }
        return slice;
    }
}
