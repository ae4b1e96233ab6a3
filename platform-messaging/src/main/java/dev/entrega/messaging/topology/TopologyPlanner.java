package dev.entrega.messaging.topology;

import dev.entrega.contract.EventType;
import dev.entrega.messaging.Lanes.LaneQueue;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.aws.Resources.ExistingQueue;
import dev.entrega.messaging.topology.Change.CreateQueue;
import dev.entrega.messaging.topology.Change.CreateTopic;
import dev.entrega.messaging.topology.Change.Subscribe;
import dev.entrega.messaging.topology.Change.UpdateQueue;
import dev.entrega.messaging.topology.Change.UpdateSubscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what is declared with what exists, and makes the difference. It never takes anything away: a topic or a
 * subscription that nobody declares any more may still hold events.
 */
public final class TopologyPlanner {

    private final Resources resources;
    private final Sentinel sentinel;

    public TopologyPlanner(Resources resources, Sentinel sentinel) {
        this.resources = resources;
        this.sentinel = sentinel;
    }

    /** What {@link #apply} would do, in its order; empty if all is there. Changes nothing. */
    public List<Change> plan(Topology topology) {
        var changes = new ArrayList<Change>();
        var existing = new Existing(resources.topicArns());
        declaredTopics(topology)
                .filter(topic -> !existing.topics().containsKey(topic))
                .forEach(topic -> changes.add(new CreateTopic(topic)));
        queues(topology).forEach(queue -> planQueue(topology, queue, existing, changes));
        topology.lanes().queues().forEach(queue -> planSubscriptions(topology, queue, existing, changes));
        return changes;
    }

    /** What there is while a plan is made. A queue is looked up once: each time takes two calls, and a start waits for them. */
    private final class Existing {
        private final Map<String, String> topics;
        private final Map<String, Optional<ExistingQueue>> queues = new HashMap<>();

        Existing(Map<String, String> topics) {
            this.topics = topics;
        }

        /** The ARNs, by name. */
        Map<String, String> topics() {
            return topics;
        }

        Optional<ExistingQueue> queue(String name) {
            return queues.computeIfAbsent(name, resources::findQueue);
        }
    }

    /**
     * Makes the difference. Safe to repeat, also after a crash midway, and to run in several processes at once. Returns
     * when a sentinel has come through every new subscription.
     *
     * @return what was done
     */
    public List<Change> apply(Topology topology) {
        var changes = plan(topology);
        changes.forEach(change -> carryOut(topology, change));
        return changes;
    }

    private static Stream<String> declaredTopics(Topology topology) {
        return Stream.concat(topology.published().stream(), topology.handled().stream())
                .map(topology.names()::topic)
                .distinct()
                .sorted();
    }

    private static Stream<String> handledTopics(Topology topology) {
        return topology.handled().stream()
                .map(topology.names()::topic)
                .distinct()
                .sorted();
    }

    private static Stream<QueueNames> queues(Topology topology) {
        return topology.lanes().queues().map(topology.names()::of);
    }

    private static void planQueue(Topology topology, QueueNames names, Existing existing, List<Change> changes) {
        var topicArn = handledTopics(topology)
                .filter(existing.topics()::containsKey)
                .map(existing.topics()::get)
                .findFirst();
        var netArn = existing.queue(names.deadLetterQueue()).map(ExistingQueue::arn);
        names.all().forEach(name -> {
            var queue = existing.queue(name);
            if (queue.isEmpty()) {
                changes.add(new CreateQueue(name));
            } else if (topicArn.isPresent() && netArn.isPresent()) {
                var settings = settings(topology, names, name, queue.get().arn(), netArn.get(), topicArn.get());
                var missing = QueueSettings.missing(settings, queue.get().attributes());
                if (!missing.isEmpty()) {
                    changes.add(new UpdateQueue(name, missing));
                }
            }
        });
    }

    /** Subscriptions come last: what they deliver must be allowed in. */
    private void planSubscriptions(Topology topology, LaneQueue queue, Existing existing, List<Change> changes) {
        var names = topology.names().of(queue);
        var queueArn = existing.queue(names.queue()).map(ExistingQueue::arn);
        var undeliveredArn = existing.queue(names.undeliveredQueue()).map(ExistingQueue::arn);
        typesByTopic(topology, queue).forEach((topic, types) -> {
            var topicArn = existing.topics().get(topic);
            var subscription = queueArn.isEmpty() || topicArn == null
                    ? Optional.<Resources.ExistingSubscription>empty()
                    : resources.findSubscription(topicArn, queueArn.get());
            if (subscription.isEmpty()) {
                changes.add(new Subscribe(topic, names.queue()));
            } else if (undeliveredArn.isPresent()) {
                var missing = SubscriptionSettings.missing(
                        SubscriptionSettings.of(undeliveredArn.get(), types),
                        subscription.get().attributes());
                if (!missing.isEmpty()) {
                    changes.add(new UpdateSubscription(
                            topic, names.queue(), subscription.get().arn(), missing));
                }
            }
        });
    }

    private static SortedMap<String, Set<EventType<?>>> typesByTopic(Topology topology, LaneQueue queue) {
        return queue.types().stream()
                .collect(Collectors.groupingBy(topology.names()::topic, TreeMap::new, Collectors.toSet()));
    }

    /** The lane that a queue or one of its nets belongs to. */
    private static QueueNames namesOf(Topology topology, String queue) {
        return queues(topology)
                .filter(names -> names.all().anyMatch(queue::equals))
                .findFirst()
                .orElseThrow();
    }

    private void carryOut(Topology topology, Change change) {
        switch (change) {
            case CreateTopic c -> resources.createTopic(c.topic(), tags(topology, "system"));
            case CreateQueue c -> createQueue(topology, c.queue());
            case UpdateQueue c -> resources.setQueueAttributes(c.queue(), c.attributes());
            case Subscribe c -> subscribe(topology, c.topic(), c.queue());
            case UpdateSubscription c ->
                c.attributes()
                        .forEach((name, value) -> resources.setSubscriptionAttribute(c.subscriptionArn(), name, value));
        }
    }

    private void createQueue(Topology topology, String name) {
        String arn =
                resources.createQueue(name, tags(topology, topology.service().name()));
        var names = namesOf(topology, name);
        String netArn = arnOf(names.deadLetterQueue());
        String topicArn =
                resources.createTopic(handledTopics(topology).findFirst().orElseThrow(), Map.of());
        resources.setQueueAttributes(name, settings(topology, names, name, arn, netArn, topicArn));
    }

    private void subscribe(Topology topology, String topic, String queue) {
        var declared = topology.lanes()
                .queues()
                .filter(each -> topology.names().of(each).queue().equals(queue))
                .findFirst()
                .orElseThrow();
        var settings = SubscriptionSettings.of(
                arnOf(topology.names().of(declared).undeliveredQueue()),
                typesByTopic(topology, declared).getOrDefault(topic, Set.of()));
        String arnOfTopic = resources.createTopic(topic, Map.of());
        resources.subscribe(arnOfTopic, arnOf(queue), settings);
        try {
            sentinel.prove(resources.topic(topic), resources.queue(queue));
        } catch (MessagingException e) {
            // Or the next start would find it and take it for proved.
            resources.unsubscribe(arnOfTopic, arnOf(queue));
            throw e;
        }
    }

    private String arnOf(String queue) {
        return resources.findQueue(queue).orElseThrow().arn();
    }

    private static Map<String, String> settings(
            Topology topology, QueueNames names, String queue, String arn, String netArn, String topicArn) {
        // All topics of the environment, in one statement: SQS limits a policy's size.
        String anyTopic = topicArn.substring(0, topicArn.lastIndexOf(':') + 1)
                + topology.service().environment() + "_*";
        if (queue.equals(names.deadLetterQueue())) {
            return QueueSettings.net();
        }
        return queue.equals(names.undeliveredQueue())
                ? QueueSettings.undelivered(arn, anyTopic)
                : QueueSettings.queue(topology.visibility(), arn, netArn, anyTopic);
    }

    private static Map<String, String> tags(Topology topology, String owner) {
        return Map.of(
                "entrega:env", topology.service().environment(), "entrega:owner", owner, "entrega:managed", "true");
    }
}
