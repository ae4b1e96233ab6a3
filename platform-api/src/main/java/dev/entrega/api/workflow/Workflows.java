package dev.entrega.api.workflow;

import dev.entrega.api.EntityTag;
import dev.entrega.api.workflow.Move.Made;
import dev.entrega.api.workflow.Move.Refused;
import dev.entrega.api.workflow.Move.Unknown;
import dev.entrega.api.workflow.ResourceTable.Standing;
import dev.entrega.api.workflow.Workflow.Step;
import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.ConfigurationException;
import dev.entrega.messaging.Publisher;
import dev.entrega.messaging.Transactions;
import dev.entrega.messaging.topology.Topology;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings resources from state to state, as their {@link Workflow} allows. A resource's new state, the line in its history and
 * the event are one transaction: the caller's, or one of their own where there is none. The event says which workflow it
 * belongs to and where it leads. Thread-safe, also over processes: a resource is locked while it moves.
 */
@Singleton
@Requires(beans = {DataSource.class, Workflow.class})
public final class Workflows {

    private final Map<EventType<?>, Workflow<?>> byEvent = new HashMap<>();
    private final Map<Class<?>, Workflow<?>> byStates = new HashMap<>();
    private final Transactions transactions;
    private final Publisher publisher;

    /**
     * @throws ConfigurationException if two workflows have an event or their states in common, or a transition's event isn't
     *     declared by {@link dev.entrega.messaging.Publishes}
     */
    Workflows(List<Workflow<?>> workflows, Topology topology, Transactions transactions, Publisher publisher) {
        this.transactions = transactions;
        this.publisher = publisher;
        for (var workflow : workflows) {
            add(byStates, workflow.states(), workflow, workflow.states().getSimpleName());
            Stream.concat(Stream.of(workflow.start()), workflow.steps().stream())
                    .map(Step::event)
                    .forEach(event -> {
                        add(byEvent, event, workflow, event.name());
                        requirePublished(event, workflow, topology);
                    });
        }
    }

    private static <K> void add(Map<K, Workflow<?>> all, K key, Workflow<?> workflow, String what) {
        var other = all.putIfAbsent(key, workflow);
        if (other != null) {
            throw new ConfigurationException(
                    "workflow over " + workflow.table().name(),
                    "the one over " + other.table().name() + " has " + what + " as well",
                    "give each its own");
        }
    }

    private static void requirePublished(EventType<?> event, Workflow<?> workflow, Topology topology) {
        if (!topology.published().contains(event)) {
            throw new ConfigurationException(
                    "workflow over " + workflow.table().name(),
                    "nobody says that " + event + " is published",
                    "add " + event.dataType().getSimpleName() + ".class to @Publishes where the workflow is declared");
        }
    }

    /**
     * Begins the history of a resource whose row has just been inserted, and publishes the event.
     *
     * @param event the one that its workflow begins with
     * @throws IllegalArgumentException if no workflow begins with such an event
     * @throws IllegalStateException if there is no such row, or it isn't in the state that the workflow begins in
     */
    public void begin(String id, EventData event) {
        var type = EventType.of(event.getClass());
        var workflow = workflowOf(type);
        if (!workflow.start().event().equals(type)) {
            throw new IllegalArgumentException(type + " moves a resource, and none begins with it");
        }
        String state = Workflow.text(workflow.start().to());
        var table = workflow.table();
        transactions.write(connection -> {
            var standing = table.lock(connection, id)
                    .filter(found -> found.state().equals(state))
                    .orElseThrow(() -> new IllegalStateException(
                            "insert " + workflow.noun() + " " + id + " in state " + state + " before it begins"));
            happen(connection, table, id, standing.version(), null, state, event);
            return standing;
        });
    }

    /** The same whatever version the resource has. */
    public Move move(String id, EventData event) {
        return move(id, event, null);
    }

    /**
     * Moves a resource to the state that the event leads to, and publishes the event.
     *
     * @param ifMatch the If-Match header of who asks for it, {@code null} if they don't mind which version they change
     * @throws IllegalArgumentException if no workflow has a transition by such an event
     * @throws dev.entrega.api.RefusedException (412) if the header names other versions only
     */
    public Move move(String id, EventData event, @Nullable String ifMatch) {
        var type = EventType.of(event.getClass());
        return move(workflowOf(type), type, id, event, ifMatch);
    }

    private <S extends Enum<S>> Move move(
            Workflow<S> workflow, EventType<?> type, String id, EventData event, @Nullable String ifMatch) {
        var step = workflow.step(type);
        if (step == null) {
            throw new IllegalArgumentException(type + " begins a resource, and moves none");
        }
        var table = workflow.table();
        return transactions.write(connection -> {
            Optional<Standing> found = table.lock(connection, id);
            if (found.isEmpty()) {
                return new Unknown(workflow.noun(), id);
            }
            var standing = found.get();
            new EntityTag(standing.version()).requireMatch(ifMatch);
            Optional<S> from = workflow.state(standing.state());
            if (from.filter(step.from()::contains).isEmpty()) {
                return refused(workflow, step, from, standing);
            }
            String to = Workflow.text(step.to());
            long version = table.move(connection, id, to);
            happen(connection, table, id, version, standing.state(), to, event);
            return new Made(version);
        });
    }

    private static <S extends Enum<S>> Refused refused(
            Workflow<S> workflow, Step<S> step, Optional<S> from, Standing standing) {
        return new Refused(
                workflow.noun(),
                standing.state(),
                Workflow.text(step.to()),
                from.map(workflow::next).orElse(List.of()).stream()
                        .map(Workflow::text)
                        .toList(),
                standing.version());
    }

    private void happen(
            Connection connection,
            ResourceTable table,
            String id,
            long version,
            @Nullable String from,
            String to,
            EventData event)
            throws SQLException {
        var published = publisher.publish(id, event);
        table.remember(connection, id, version, from, to, published.type().name(), published.id());
    }

    /**
     * The transitions that a resource has made since it has a workflow, the oldest first; none if there is no such resource.
     *
     * @param states which say of what
     */
    public List<Transition> history(Class<? extends Enum<?>> states, String id) {
        var workflow = byStates.get(states);
        if (workflow == null) {
            throw new IllegalArgumentException("no workflow has the states " + states.getSimpleName());
        }
        var table = workflow.table();
        return transactions.write(connection -> table.past(connection, id));
    }

    private Workflow<?> workflowOf(EventType<?> event) {
        var workflow = byEvent.get(event);
        if (workflow == null) {
            throw new IllegalArgumentException("no workflow has a transition by " + event);
        }
        return workflow;
    }
}
