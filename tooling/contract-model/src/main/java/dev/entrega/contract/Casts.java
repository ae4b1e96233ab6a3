package dev.entrega.contract;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The ways between the major versions of events: one step at a time, up and down. Immutable. */
public final class Casts {

    private final Map<EventType<?>, Step> up = new HashMap<>();
    private final Map<EventType<?>, Step> down = new HashMap<>();

    /** From a version to its neighbour. */
    private record Step(EventType<?> to, UnaryOperator<EventData> cast) {}

    /**
     * @throws ContractException if a cast does not say its two versions, if they are not neighbours, or if two casts make
     *     the same step
     */
    public Casts(Collection<Upcaster<?, ?>> upcasters, Collection<Downcaster<?, ?>> downcasters) {
        upcasters.forEach(upcaster -> add(up, Upcaster.class, upcaster, 1, data -> upcast(upcaster, data)));
        downcasters.forEach(
                downcaster -> add(down, Downcaster.class, downcaster, -1, data -> downcast(downcaster, data)));
    }

    /**
     * Those that the jars of contracts bring with them.
     *
     * @throws ContractException as the constructor does
     */
    public static Casts onClassPath() {
        return new Casts(found(Upcaster.class), found(Downcaster.class));
    }

    /** The versions that can be brought up to this one, the newest first. */
    public List<EventType<?>> olderThan(EventType<?> type) {
        var older = new ArrayList<EventType<?>>();
        for (var before = before(type); before.isPresent(); before = before(before.get())) {
            older.add(before.get());
        }
        return older;
    }

    /**
     * The data of an older version as that of a newer; itself if it is of that version.
     *
     * @throws ContractException if there is no way
     */
    public <T extends EventData> T up(EventData data, EventType<T> to) {
        EventData current = data;
        while (!current.eventType().equals(to)) {
            var step = up.get(current.eventType());
            if (step == null) {
                throw new ContractException("There is no way from " + data.eventType() + " to " + to
                        + ": no upcaster takes " + current.eventType() + ". Write it beside the contracts.");
            }
            current = step.cast().apply(current);
        }
        return to.dataType().cast(current);
    }

    /** The same for the readers of the version before it; empty if no downcaster makes that. */
    public Optional<EventData> down(EventData data) {
        return Optional.ofNullable(down.get(data.eventType()))
                .map(step -> step.cast().apply(data));
    }

    /** The version that {@link #down} makes of this one. */
    public Optional<EventType<?>> madeFrom(EventType<?> type) {
        return Optional.ofNullable(down.get(type)).map(Step::to);
    }

    private Optional<EventType<?>> before(EventType<?> type) {
        return up.entrySet().stream()
                .filter(step -> step.getValue().to().equals(type))
                .<EventType<?>>map(Map.Entry::getKey)
                .findFirst();
    }

    private static void add(
            Map<EventType<?>, Step> steps, Class<?> kind, Object cast, int distance, UnaryOperator<EventData> call) {
        var versions = versions(kind, cast.getClass());
        EventType<?> from = versions.get(0);
        EventType<?> to = versions.get(1);
        boolean neighbours = from.noun().equals(to.noun())
                && from.action().equals(to.action())
                && to.major() - from.major() == distance;
        if (!neighbours) {
            throw new ContractException(cast.getClass().getName() + " goes from " + from + " to " + to
                    + ", but it must go to the major version next to it. Correct its type arguments.");
        }
        if (steps.put(from, new Step(to, call)) != null) {
            throw new ContractException("Two classes go from " + from + " to " + to + ", one of them is "
                    + cast.getClass().getName() + ". Remove one from META-INF/services.");
        }
    }

    private static List<EventType<?>> versions(Class<?> kind, Class<?> cast) {
        return Stream.of(cast.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> type.getRawType() == kind)
                .map(type -> Stream.of(type.getActualTypeArguments())
                        .<EventType<?>>map(argument -> EventType.of(record(argument, cast)))
                        .toList())
                .findFirst()
                .orElseThrow(() -> unnamed(cast));
    }

    private static Class<? extends EventData> record(Type argument, Class<?> cast) {
        if (argument instanceof Class<?> type && EventData.class.isAssignableFrom(type)) {
            return type.asSubclass(EventData.class);
        }
        throw unnamed(cast);
    }

    private static ContractException unnamed(Class<?> cast) {
        return new ContractException(cast.getName()
                + " does not say between which versions it goes. Have it implement Upcaster<OrderPlacedV1, OrderPlacedV2>"
                + " directly, with the generated records.");
    }

    @SuppressWarnings("unchecked") // It is called with what its own type arguments say.
    private static EventData upcast(Upcaster<?, ?> upcaster, EventData data) {
        return ((Upcaster<EventData, ?>) upcaster).upcast(data);
    }

    @SuppressWarnings("unchecked")
    private static EventData downcast(Downcaster<?, ?> downcaster, EventData data) {
        return ((Downcaster<EventData, ?>) downcaster).downcast(data);
    }

    private static <C> List<C> found(Class<?> kind) {
        var found = new ArrayList<C>();
        ServiceLoader.load(kind).forEach(cast -> {
            @SuppressWarnings("unchecked") // the same class, with its type arguments
            C typed = (C) cast;
            found.add(typed);
        });
        return found;
    }
}
