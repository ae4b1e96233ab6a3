package dev.entrega.marketplace.deploys;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What a client was promised, written down where no deploy reaches it. Thread-safe. */
final class Ledger {
    /** The id of each accepted order, by the key it was asked for with. */
    private final Map<String, String> accepted = new ConcurrentHashMap<>();

    private final Queue<Long> millis = new ConcurrentLinkedQueue<>();
    private final Queue<String> serverErrors = new ConcurrentLinkedQueue<>();
    private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger repeats = new AtomicInteger();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    void accepted(String key, String orderId, Duration took) {
        String before = accepted.put(key, orderId);
        if (before != null && !before.equals(orderId)) {
            broken.add(key + " was accepted as " + before + " and as " + orderId);
        }
        millis.add(took.toMillis());
    }

    /** The same request, sent again on purpose. */
    void repeated(String key, int status, String orderId) {
        repeats.incrementAndGet();
        if (status != 304 || !orderId.equals(accepted.get(key))) {
            broken.add("the repeat of " + key + " was answered " + status + " " + orderId);
        }
    }

    void serverError(String key, int status) {
        serverErrors.add(key + ": " + status);
    }

    /** The connection ended without an answer. */
    void unanswered(String key, Exception why) {
        unanswered.add(key + ": " + why);
    }

    /** Any other answer, or none that is final. */
    void broken(String what) {
        broken.add(what);
    }

    Map<String, String> orders() {
        return Map.copyOf(accepted);
    }

    int repeats() {
        return repeats.get();
    }

    List<String> serverErrors() {
        return List.copyOf(serverErrors);
    }

    List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    /** The nearest-rank percentile of the times to an acceptance, in ms, 0 of none. */
    long percentile(int percent) {
        var sorted = millis.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() * (long) percent + 99) / 100) - 1);
    }
}
