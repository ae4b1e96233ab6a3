package dev.entrega.messaging;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.aws.Queue;
import dev.entrega.messaging.aws.ReceivedMessage;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.topology.Topology;
import dev.entrega.messaging.topology.TopologyPlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A queue of another service, subscribed by the platform's own topology, that collects what arrives. */
public final class TestQueue {

    private final Queue queue;
    private final List<ReceivedMessage> received = new ArrayList<>();

    private TestQueue(Queue queue) {
        this.queue = queue;
    }

    public static TestQueue subscribe(TestService service, String reader, EventType<?> type) {
        var environment = service.context.getBean(Service.class).environment();
        var topology = new Topology(
                new Service(reader, environment), Set.of(), Lanes.main(Set.of(type)), Duration.ofSeconds(30));
        service.context.getBean(TopologyPlanner.class).apply(topology);
        var declared = topology.lanes()
                .queues()
                .filter(each -> each.types().contains(type))
                .findFirst()
                .orElseThrow();
        return new TestQueue(service.context
                .getBean(Resources.class)
                .queue(topology.names().of(declared).queue()));
    }

    /** What has arrived so far, and what arrives within the next second. */
    public List<ReceivedMessage> received() {
        var messages = queue.receive(Queue.MAX_BATCH, Duration.ofSeconds(1), Duration.ofSeconds(30));
        if (!messages.isEmpty()) {
            queue.delete(messages.stream().map(ReceivedMessage::receipt).toList());
            received.addAll(messages);
        }
        return received;
    }

    public List<String> eventIds() {
        var format = new CloudEventFormat();
        return received().stream()
                .map(message -> format.read(message.body()).id())
                .toList();
    }
}
