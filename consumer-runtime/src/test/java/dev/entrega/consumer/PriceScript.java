package dev.entrega.consumer;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
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

    Outcome run(String handler, String sku, long revision) throws Exception {
        String name = handler + "/" + sku + "-" + revision;
        runs.add(name);
        return steps.getOrDefault(name, Outcome::done).take();
    }
}
