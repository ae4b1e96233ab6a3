package dev.entrega.toolbelt.topology;

import dev.entrega.contract.EventData;
import dev.entrega.contract.EventType;
import dev.entrega.messaging.Fifo;
import dev.entrega.messaging.Lanes;
import dev.entrega.messaging.Service;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.topology.Change;
import dev.entrega.messaging.topology.Sentinel;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What services declare, and the way from what exists to it. */
public final class Declared {

    /** Of a service that receives nothing, where it doesn't matter. */
    private static final Duration ANY = Duration.ofSeconds(30);

    private final TopologyPlanner planner;

    public Declared(Resources resources) {
        this.planner = new TopologyPlanner(resources, new Sentinel(Clock.systemUTC()));
    }

    /** A step that is missing, and whose it is. As printed as JSON. */
    public record Step(String service, String change, String name, Map<String, String> attributes) {

        /** As {@code subscribe dev_stock-service to dev_order_placed_v1}. */
        public String words() {
            return change + " " + name
                    + (attributes.isEmpty() ? "" : ", set " + String.join(" and ", attributes.keySet()));
        }
    }

    /** What {@link #apply} would do. */
    public List<Step> plan(ServiceDescription service) {
        return steps(service, planner.plan(topology(service)));
    }

    /** What applying one after the other would do: what two of them need is made for the first. */
    List<Step> plan(List<ServiceDescription> services) {
        var made = new HashSet<String>();
        return services.stream()
                .flatMap(service -> plan(service).stream())
                .filter(step -> made.add(step.words()))
                .toList();
    }

    /** Makes the difference; returns when a message has come through every new subscription. */
    public List<Step> apply(ServiceDescription service) {
        return steps(service, planner.apply(topology(service)));
    }

    private static Topology topology(ServiceDescription service) {
        var queue = service.queue();
        return new Topology(
                new Service(service.service(), service.environment()),
                service.publishes().stream()
                        .map(published -> type(published.type(), published.topic()))
                        .collect(Collectors.toUnmodifiableSet()),
                lanes(service),
                queue == null ? ANY : Duration.parse(queue.visibility()));
    }

    private static Lanes lanes(ServiceDescription service) {
        return new Lanes(service.handlers().stream()
                .collect(Collectors.groupingBy(
                        handler -> handler.lane() == null ? Lanes.MAIN : handler.lane(),
                        Collectors.mapping(
                                handler -> type(handler.type(), handler.topic()), Collectors.toUnmodifiableSet()))));
    }

    /** A topology asks for types because code declares them; here only their names are known, and only those count. */
    private static EventType<?> type(String name, String topic) {
        int action = name.indexOf('.');
        int major = name.lastIndexOf(".v");
        return new EventType<>(
                name.substring(0, action),
                name.substring(action + 1, major),
                Integer.parseInt(name.substring(major + 2)),
                Fifo.isName(topic),
                EventData.class);
    }

    private static List<Step> steps(ServiceDescription service, List<Change> changes) {
        return changes.stream()
                .map(change -> switch (change) {
                    case Change.CreateTopic c -> step(service, "create topic", c.topic(), Map.of());
                    case Change.CreateQueue c -> step(service, "create queue", c.queue(), Map.of());
                    case Change.UpdateQueue c -> step(service, "update queue", c.queue(), c.attributes());
                    case Change.Subscribe c -> step(service, "subscribe", c.queue() + " to " + c.topic(), Map.of());
                    case Change.UpdateSubscription c ->
                        step(service, "update subscription", c.queue() + " to " + c.topic(), c.attributes());
                })
                .toList();
    }

    private static Step step(ServiceDescription service, String change, String name, Map<String, String> attributes) {
        return new Step(service.service(), change, name, new TreeMap<>(attributes));
    }
}
