package dev.entrega.messaging.publish;

import dev.entrega.messaging.Message;
import dev.entrega.messaging.NotConfirmedException;
import dev.entrega.messaging.aws.EntryResult;
import dev.entrega.messaging.aws.Slices;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Callers that want to send at the same moment share a call. There is no thread of its own: whoever finds a free place
 * sends what has gathered while all places were taken, its own message or those before it; a place that gets free goes
 * to the caller that has waited longest. Whoever's message another has sent returns with its answer. Who is alone never
 * waits; where the last call was shared, the next one begins when it is full or a moment has passed.
 */
final class SharedBatches {

    private static final int CALLS_IN_FLIGHT = 4;
    private static final int MOST_MESSAGES = 10;

    /** Below what a call takes, even where the broker is next door. */
    private static final Duration MOMENT = Duration.ofNanos(200_000);

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
    private final long momentNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int inFlight;
    private boolean crowded;
    private @Nullable Waiting gatherer;

    SharedBatches(Sender sender) {
        this(sender, MOMENT);
    }

    SharedBatches(Sender sender, Duration moment) {
        this.sender = sender;
        this.momentNanos = moment.toNanos();
    }

    /** Sends one message and waits for its result. */
    EntryResult send(Message message) {
        var own = new Waiting(message, lock.newCondition());
        lock.lock();
        try {
            enqueue(own);
            while (own.result == null) {
                if (!own.taken && gatherer == null && inFlight < CALLS_IN_FLIGHT) {
                    gather(own);
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
        waiting.add(own);
        if (gatherer != null && waiting.size() >= MOST_MESSAGES) {
            gatherer.changed.signal();
        }
    }

    /** Where a broker answers at once, callers that are ready would still come one by one. */
    private void gather(Waiting own) throws InterruptedException {
        if (!crowded) {
            return;
        }
        gatherer = own;
        try {
            long left = momentNanos;
            while (left > 0 && waiting.size() < MOST_MESSAGES) {
                left = own.changed.awaitNanos(left);
            }
        } finally {
            gatherer = null;
        }
    }

    /** Holds the lock, but for the call itself. */
    private void sendWhatWaits() {
        var slice = takeSlice();
        crowded = slice.size() > 1;
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
        if (gatherer == null && inFlight < CALLS_IN_FLIGHT && !waiting.isEmpty()) {
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
