package dev.entrega.consumer;

import dev.entrega.messaging.HandledEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts how deliveries end, for each handler and event type, when it is committed. All that can be counted is registered
 * at the start: a delivery costs two look-ups in a map and no object, and what has never happened is 0. Thread-safe.
 */
final class DeliveryMetrics {

    /** Said of what reached no handler, whose type may be any text. */
    private static final String NONE = "none";

    private static final Duration[] CRITICAL_TIMES = {
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10)
    };

    private static final Duration[] DURATIONS = {
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1)
    };

    /** How deliveries end. */
    private record Results(Counter done, Counter retry, Counter dead, Counter duplicate) {

        static Results of(MeterRegistry registry, Tags tags) {
            return new Results(
                    of(registry, tags, "done"),
                    of(registry, tags, "retry"),
                    of(registry, tags, "dead"),
                    of(registry, tags, "duplicate"));
        }

        private static Counter of(MeterRegistry registry, Tags tags, String outcome) {
            return counter("entrega.delivery.result", "How deliveries ended", tags.and("outcome", outcome))
                    .register(registry);
        }
    }

    private record Meters(Results results, Counter absorbed, Timer criticalTime, Timer duration) {

        static Meters of(MeterRegistry registry, Tags tags) {
            return new Meters(
                    Results.of(registry, tags),
                    counter("entrega.inbox.duplicates", "Deliveries that the inbox has kept from a second effect", tags)
                            .register(registry),
                    timer(
                                    "entrega.event.critical.time",
                                    "From the time of the event until it was handled",
                                    tags,
                                    CRITICAL_TIMES)
                            .register(registry),
                    timer(
                                    "messaging.process.duration",
                                    "What a handler's transaction took, however it ended",
                                    tags,
                                    DURATIONS)
                            .register(registry));
        }

        private static Timer.Builder timer(String name, String description, Tags tags, Duration[] limits) {
            return Timer.builder(name).description(description).tags(tags).serviceLevelObjectives(limits);
        }
    }

    /** By handler, then by type. */
    private final Map<String, Map<String, Meters>> meters = new HashMap<>();

    private final Results unhandled;
    private final Clock clock;

    DeliveryMetrics(MeterRegistry registry, HandledEvents handled, Clock clock) {
        this.clock = clock;
        for (var declared : handled.handlers()) {
            String handler = declared.handler();
            String type = declared.type().name();
            meters.computeIfAbsent(handler, of -> new HashMap<>()).put(type, Meters.of(registry, tags(handler, type)));
        }
        this.unhandled = Results.of(registry, tags(NONE, NONE));
    }

    private static Counter.Builder counter(String name, String description, Tags tags) {
        return Counter.builder(name).description(description).tags(tags);
    }

    private static Tags tags(String handler, String type) {
        return Tags.of("handler", handler, "event.type", type);
    }

    /** @param happened the time of its event */
    void done(Delivery delivery, Instant happened) {
        var its = handled(delivery);
        if (its != null) {
            its.results().done().increment();
            long millis = Duration.between(happened, clock.instant()).toMillis();
            its.criticalTime().record(Math.max(0, millis), TimeUnit.MILLISECONDS); // Clocks differ.
        }
    }

    void duplicate(Delivery delivery) {
        var its = handled(delivery);
        if (its != null) {
            its.results().duplicate().increment();
            its.absorbed().increment();
        }
    }

    void retry(Delivery delivery) {
        results(delivery).retry().increment();
    }

    void dead(Delivery delivery) {
        results(delivery).dead().increment();
    }

    /** A handler's transaction has ended, however it ended; of several deliveries one is given. */
    void ran(Delivery delivery, long nanos) {
        var its = handled(delivery);
        if (its != null) {
            its.duration().record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Results results(Delivery delivery) {
        var its = handled(delivery);
        return its == null ? unhandled : its.results();
    }

    private @Nullable Meters handled(Delivery delivery) {
        var ofHandler = meters.get(delivery.key().handler());
        return ofHandler == null ? null : ofHandler.get(delivery.type());
    }
}
