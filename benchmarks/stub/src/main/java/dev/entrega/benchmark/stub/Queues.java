package dev.entrega.benchmark.stub;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queues, by name and by URL. Thread-safe. */
final class Queues {

    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    /** A queue: what it is, and what is in it. */
    record Queue(String name, String url, Supply supply, Map<String, String> attributes) {
        String arn() {
            return ARN + name;
        }
    }

    private final String endpoint;
    private final Map<String, Queue> byName = new ConcurrentHashMap<>();

    Queues(String endpoint) {
        this.endpoint = endpoint;
    }

    Queue create(String name) {
        return byName.computeIfAbsent(name, n -> {
            var attributes = new ConcurrentHashMap<>(Map.of("QueueArn", ARN + n, "VisibilityTimeout", "30"));
            return new Queue(n, endpoint + "/000000000000/" + n, new Supply(), attributes);
        });
    }

    @Nullable
    Queue find(String nameOrUrlOrArn) {
        int start = Math.max(nameOrUrlOrArn.lastIndexOf('/'), nameOrUrlOrArn.lastIndexOf(':'));
        return byName.get(nameOrUrlOrArn.substring(start + 1));
    }

    Map<String, Supply.Counts> counts() {
        var counts = new TreeMap<String, Supply.Counts>();
        byName.forEach((name, queue) -> counts.put(name, queue.supply().counts()));
        return counts;
    }
}
