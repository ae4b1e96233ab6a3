package dev.entrega.api.workflow;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.ConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The states of a kind of resource, and the events that lead from one to another. A bean of the service; {@link Workflows}
 * keeps to it. Immutable.
 *
 * <p>The resources stand in a table of the service, which has at least these columns: {@code id text}, {@code state text},
 * {@code version} (an integer from 1, which is also the number in the resource's ETag) and {@code changed_at timestamptz},
 * when it entered its state. A state is written in lower case, as {@code placed}.
 *
 * @param <S> the states
 */
public final class Workflow<S extends Enum<S>> {

    /** What an event does. */
    record Step<S extends Enum<S>>(EventType<?> event, S to, EnumSet<S> from) {}

    /** What becomes of a resource that has been in a state for too long. */
    record Timeout<S extends Enum<S>>(S state, Duration after, EventType<?> event, TimeoutEvent made) {}

    /** Makes the event of a resource that has been in a state for too long. */
    public interface TimeoutEvent {
        /**
         * Runs in the transaction that moves the resource.
         *
         * @param id the resource's
         * @throws SQLException if it can't be made; as with any exception, the resource stays as it is, and it is tried again
         */
        EventData of(String id) throws SQLException;
    }

    private final ResourceTable table;
    private final Class<S> states;
    private final Step<S> start;
    private final Map<EventType<?>, Step<S>> steps;
    private final List<Timeout<S>> timeouts;

    private Workflow(Declaration<S> declared, Step<S> start) {
        this.table = new ResourceTable(declared.table);
        this.states = declared.states;
        this.start = start;
        this.steps = new LinkedHashMap<>(declared.steps);
        this.timeouts = List.copyOf(declared.timeouts);
    }

    /**
     * Begins a declaration.
     *
     * @param table where the resources stand, with its schema if it isn't {@code public}
     * @throws ConfigurationException if that is no name of a table: lower-case letters, digits and underscores
     */
    public static <S extends Enum<S>> Declaration<S> over(String table, Class<S> states) {
        return new Declaration<>(table, states);
    }

    /** The same in the database, in JSON and in messages. */
    static String text(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    ResourceTable table() {
        return table;
    }

    Class<S> states() {
        return states;
    }

    /** None of this workflow's if newer code beside this one has written it. */
    Optional<S> state(String text) {
        return Arrays.stream(states.getEnumConstants())
                .filter(state -> text(state).equals(text))
                .findFirst();
    }

    Step<S> start() {
        return start;
    }

    /** All that lead from a state to another, in the order of their declaration. */
    List<Step<S>> steps() {
        return List.copyOf(steps.values());
    }

    @Nullable
    Step<S> step(EventType<?> event) {
        return steps.get(event);
    }

    List<Timeout<S>> timeouts() {
        return timeouts;
    }

    /** The states that can follow, in the order of their declaration. */
    List<S> next(S state) {
        return steps.values().stream()
                .filter(step -> step.from().contains(state))
                .map(Step::to)
                .distinct()
                .toList();
    }

    /** What the resources are, in one word: the noun of the event that they begin with. */
    String noun() {
        return start.event().noun();
    }

    /** A state diagram in the language of Mermaid, the same for the same declaration. */
    public String mermaid() {
        return StateDiagram.of(this);
    }

    /** A workflow in the making. What makes no sense is a {@link ConfigurationException} at once. Not thread-safe. */
    public static final class Declaration<S extends Enum<S>> {

        private static final Pattern TABLE = Pattern.compile("([a-z_][a-z0-9_]{0,62}\\.)?[a-z_][a-z0-9_]{0,62}");

        private final String table;
        private final Class<S> states;
        private final Map<EventType<?>, Step<S>> steps = new LinkedHashMap<>();
        private final List<Timeout<S>> timeouts = new ArrayList<>();
        private @Nullable Step<S> start;

        private Declaration(String table, Class<S> states) {
            this.table = table;
            this.states = states;
            if (!TABLE.matcher(table).matches()) {
                throw wrong(
                        "\"" + table + "\" is no name of a table",
                        "use lower-case letters, digits and underscores, as orders or shop.orders");
            }
        }

        /** How each resource begins. */
        public Declaration<S> begin(S state, Class<? extends EventData> event) {
            if (start != null) {
                throw wrong(
                        "it begins twice, in " + text(start.to()) + " and in " + text(state),
                        "declare the second as a move, or leave it out");
            }
            start = new Step<>(EventType.of(event), state, EnumSet.noneOf(states));
            return this;
        }

        /** An event that leads from one state to another. It may lead there from several, and leads nowhere else. */
        public Declaration<S> move(S from, S to, Class<? extends EventData> event) {
            var type = EventType.of(event);
            var step = steps.computeIfAbsent(type, none -> new Step<>(type, to, EnumSet.noneOf(states)));
            if (step.to() != to) {
                throw wrong(
                        type + " leads to " + text(step.to()) + " and to " + text(to)
                                + ", and who reads it can't tell which",
                        "give each its own event");
            }
            step.from().add(from);
            return this;
        }

        /**
         * What happens to a resource that stays in a state for too long, by the database's clock: within some seconds after
         * that time, once, in whichever process of the service sees it first. With a table that grows, an index keeps
         * looking cheap: {@code CREATE INDEX ON orders (changed_at, id) WHERE state = 'placed'}.
         *
         * @param after at least 1 ms
         * @param event one that leads away from that state
         * @param made makes it
         */
        public Declaration<S> timeout(S state, Duration after, Class<? extends EventData> event, TimeoutEvent made) {
            if (after.toMillis() < 1) {
                throw wrong("it leaves " + text(state) + " after " + after, "give it more time than none");
            }
            timeouts.add(new Timeout<>(state, after, EventType.of(event), made));
            return this;
        }

        /**
         * The workflow, if it makes sense.
         *
         * @throws ConfigurationException if it doesn't begin, a state can't be reached, an event both begins and moves, or
         *     a time-out's event doesn't lead away from its state
         */
        public Workflow<S> build() {
            if (start == null) {
                throw wrong("it does not begin", "declare begin(state, event) with the event of a new resource");
            }
            if (steps.containsKey(start.event())) {
                throw wrong(start.event() + " begins it and moves it as well", "give each its own event");
            }
            for (var timeout : timeouts) {
                var step = steps.get(timeout.event());
                if (step == null || !step.from().contains(timeout.state())) {
                    throw wrong(
                            "it times out in " + text(timeout.state()) + " by " + timeout.event()
                                    + ", which doesn't lead away from there",
                            "declare that move");
                }
            }
            var unreachable = EnumSet.complementOf(reachableFrom(start.to()));
            if (!unreachable.isEmpty()) {
                throw wrong(
                        "it never gets to "
                                + String.join(
                                        ", ",
                                        unreachable.stream().map(Workflow::text).toList()),
                        "declare a move to there, or remove the state");
            }
            return new Workflow<>(this, start);
        }

        private EnumSet<S> reachableFrom(S first) {
            var reached = EnumSet.of(first);
            boolean further = true;
            while (further) {
                further = false;
                for (var step : steps.values()) {
                    if (step.from().stream().anyMatch(reached::contains)) {
                        further |= reached.add(step.to());
                    }
                }
            }
            return reached;
        }

        private ConfigurationException wrong(String problem, String remedy) {
            return new ConfigurationException("workflow over " + table, problem, remedy);
        }
    }
}
