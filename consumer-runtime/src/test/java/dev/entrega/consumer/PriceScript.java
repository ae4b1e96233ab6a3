package dev.entrega.consumer;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the handlers of prices do, by {@code HANDLER/SKU-REVISION}: succeed, unless a test says otherwise. */
@Singleton
final class PriceScript {

    interface Step {
        Outcome take() throws Exception;
    }

    final Map<String, Step> steps = new ConcurrentHashMap<>();

    /** All runs, whether they were committed or not. */
    final List<String> runs = new CopyOnWriteArrayList<>();

    /** For a process of its own. */
    private final Set<String> rejected =
            Set.of(System.getenv().getOrDefault("PRICES_REJECTED", "").split(","));

    Outcome run(String handler, String sku, long revision) throws Exception {
        String name = handler + "/" + sku + "-" + revision;
        runs.add(name);
        if (rejected.contains(sku + "-" + revision)) {
            return Outcome.deadLetter("it is told to");
        }
        return steps.getOrDefault(name, Outcome::done).take();
    }
}
