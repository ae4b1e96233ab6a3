package dev.entrega.toolbelt.dev.live;

import dev.entrega.consumer.deadletter.DeadLetterFilter;
import dev.entrega.consumer.deadletter.DeadLetters;
import dev.entrega.messaging.MessagingException;
import dev.entrega.messaging.aws.Resources;
import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.messaging.runtime.ServiceDescription.ServiceQueue;
import dev.entrega.toolbelt.dev.live.Reading.FailedAlike;
import dev.entrega.toolbelt.dev.live.Reading.HandlerState;
import dev.entrega.toolbelt.dev.live.Reading.Published;
import dev.entrega.toolbelt.dev.live.Reading.QueueState;
import dev.entrega.toolbelt.project.EventStories;
import dev.entrega.toolbelt.project.Profile;
import dev.entrega.toolbelt.project.ProjectException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the system once. Keeps a connection to each service's database. For one thread. */
public final class Reader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final int STORIES = 25;
    private static final String VISIBLE = "ApproximateNumberOfMessages";
    private static final String DELAYED = "ApproximateNumberOfMessagesDelayed";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";

    private final Profile profile;
    private final Resources resources;
    private final Bookkeeping bookkeeping = new Bookkeeping();
    private final Map<String, Connection> databases = new LinkedHashMap<>();

    public Reader(Profile profile, Resources resources) {
        this.profile = profile;
        this.resources = resources;
    }

    /** What can't be read is said in the reading's problem, with what was read before it in its place. */
    Reading read(List<KnownService> services, Reading before) {
        try {
            connect(services);
            return readAll(services);
        } catch (SQLException | ProjectException | MessagingException e) {
            close();
            return before.unreadable(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("something can't be read"));
        }
    }

    private void connect(List<KnownService> services) {
        for (KnownService service : services) {
            if (service.description().database() && !databases.containsKey(service.name())) {
                databases.put(service.name(), profile.connect(service.name()));
            }
        }
    }

    private Reading readAll(List<KnownService> services) throws SQLException {
        List<QueueState> queues = queues(services); // First: see Bookkeeping.
        var published = new ArrayList<Published>();
        var handlers = new ArrayList<HandlerState>();
        var deadLetters = new ArrayList<FailedAlike>();
        for (KnownService service : services) {
            Connection database = databases.get(service.name());
            if (database != null) {
                var counts = new Counts(service, database);
                published.addAll(counts.published());
                if (service.description().queue() != null) {
                    handlers.addAll(counts.handlers());
                    new DeadLetters()
                            .groups(database, DeadLetterFilter.ALL)
                            .forEach(group -> deadLetters.add(new FailedAlike(service.name(), group)));
                }
            }
        }
        Map<String, Long> depths = queues.stream().collect(Collectors.toMap(QueueState::service, QueueState::depth));
        return new Reading(
                Instant.now(),
                services.stream().map(KnownService::description).toList(),
                published,
                queues,
                handlers,
                new EventStories(databases).latest(STORIES),
                deadLetters,
                bookkeeping.balance(services, databases, depths),
                "");
    }

    private List<QueueState> queues(List<KnownService> services) {
        var queues = new ArrayList<QueueState>();
        for (KnownService service : services) {
            if (service.description().queue() != null) {
                queues.add(queue(service.description()));
            }
        }
        return queues;
    }

    /** All lanes of a service in one: the picture has a place for each service. */
    private QueueState queue(ServiceDescription service) {
        long waiting = 0;
        long inFlight = 0;
        long nets = 0;
        for (ServiceQueue queue : service.queues().toList()) {
            Map<String, String> own = attributes(queue.name());
            waiting += number(own, VISIBLE) + number(own, DELAYED);
            inFlight += number(own, IN_FLIGHT);
            nets += depth(queue.deadLetterQueue()) + depth(queue.undeliveredQueue());
        }
        return new QueueState(service.service(), waiting, inFlight, nets);
    }

    private long depth(String queue) {
        Map<String, String> attributes = attributes(queue);
        return number(attributes, VISIBLE) + number(attributes, IN_FLIGHT);
    }

    private Map<String, String> attributes(String queue) {
        return resources
                .findQueue(queue)
                .map(Resources.ExistingQueue::attributes)
                .orElse(Map.of());
    }

    private static long number(Map<String, String> attributes, String name) {
        return Long.parseLong(attributes.getOrDefault(name, "0"));
    }

    /** Drops the connections; the next read opens new ones. */
    @Override
    public void close() {
        for (Connection database : databases.values()) {
            try {
                database.close();
            } catch (SQLException e) {
                LOG.debug("A connection that was of no use any more can't be closed", e);
            }
        }
        databases.clear();
    }
}
