package dev.entrega.toolbelt.project;

import dev.entrega.toolbelt.project.EventStory.Step;
import dev.entrega.toolbelt.project.EventStory.What;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what became of events, from the platform's tables in the databases of all services. It only reads. Not
 * thread-safe, as its connections are not.
 */
public final class EventStories {

    private static final String ACCEPTED = """
        SELECT event_id, source, type, subject, created_at, published_at, parked_reason
          FROM entrega.outbox""";

    /** Rows for one queue are redriven copies; the audit tells of them. */
    private static final String LATEST_ACCEPTED =
            "SELECT event_id FROM entrega.outbox WHERE queue IS NULL ORDER BY position DESC LIMIT ?";

    private static final String LATEST_HANDLED = """
        SELECT event_id FROM (SELECT event_id, handled_at AS at FROM entrega.inbox
                               UNION ALL
                              SELECT event_id, last_at FROM entrega.attempt
                               UNION ALL
                              SELECT event_id, dead_lettered_at FROM entrega.dead_letter) AS ended
         ORDER BY at DESC LIMIT ?""";

    private static final String ACCEPTED_IDS =
            ACCEPTED + " WHERE queue IS NULL AND event_id = ANY (?)" + " ORDER BY position DESC";

    private static final String STEPS = """
        SELECT event_id, source, handler, 'HANDLED', 1, '', handled_at, '', ''
          FROM entrega.inbox WHERE event_id = ANY (?)
         UNION ALL
        SELECT event_id, source, handler, 'DUPLICATE', duplicates, '', handled_at, '', ''
          FROM entrega.inbox WHERE event_id = ANY (?) AND duplicates > 0
         UNION ALL
        SELECT event_id, source, handler, 'ATTEMPT', attempts, last_error, last_at, '', ''
          FROM entrega.attempt WHERE event_id = ANY (?)
         UNION ALL
        SELECT event_id, source, handler, 'DEAD_LETTER', greatest(attempts, 1), reason || ': ' || detail,
               dead_lettered_at, type, subject
          FROM entrega.dead_letter WHERE event_id = ANY (?)
         UNION ALL
        SELECT event_id, source, handler, CASE action WHEN 'redrive' THEN 'REDRIVEN' WHEN 'edit' THEN 'EDITED'
               WHEN 'erase' THEN 'ERASED' ELSE 'DISCARDED' END, 1, who || ': ' || detail, at, '', ''
          FROM entrega.audit WHERE event_id = ANY (?)""";

    /** Of services that were released with what keeps an order. */
    private static final String HELD = """

         UNION ALL
        SELECT event_id, source, '', 'HELD', 1, '', held_at, type, subject
          FROM entrega.held WHERE event_id = ANY (?)""";

    private static final int STEPS_PARAMETERS = 5;

    /** In so many at most is an event published, while readers move from one to the next. */
    private static final int VERSIONS = 2;

    private final Map<String, Connection> services;

    /** @param services connections to the services' databases, by the services' names */
    public EventStories(Map<String, Connection> services) {
        this.services = new LinkedHashMap<>(services);
    }

    /** CloudEvents identity is source and id together. */
    private record Key(String source, String id) {}

    private record Found(Key key, Step step, String type, String subject) {}

    /** The events of that id: usually none or one, since two sources may use the same. */
    public List<EventStory> of(String eventId) throws SQLException {
        return of(List.of(eventId));
    }

    /** The newest first, whoever has published them. */
    public List<EventStory> latest(int count) throws SQLException {
        var ids = new LinkedHashSet<String>();
        for (var publisher : with(PlatformTables::ofPublisher).values()) {
            ids.addAll(ids(publisher, LATEST_ACCEPTED, VERSIONS * count));
        }
        for (var consumer : with(PlatformTables::ofConsumer).values()) {
            ids.addAll(ids(consumer, LATEST_HANDLED, count));
        }
        return of(ids).stream()
                .sorted(Comparator.comparing(EventStories::beginning).reversed())
                .limit(count)
                .toList();
    }

    private List<EventStory> of(Collection<String> eventIds) throws SQLException {
        var accepted = new ArrayList<EventStory>();
        for (var service : with(PlatformTables::ofPublisher).entrySet()) {
            try (var query = service.getValue().prepareStatement(ACCEPTED_IDS)) {
                query.setArray(1, service.getValue().createArrayOf("text", eventIds.toArray()));
                readAccepted(service.getKey(), query, accepted);
            }
        }
        var steps = steps(eventIds).stream()
                .collect(Collectors.groupingBy(Found::key, LinkedHashMap::new, Collectors.toList()));
        var stories = new ArrayList<EventStory>();
        for (EventStory story : accepted) {
            var own = steps.remove(key(story));
            stories.add(with(story, own == null ? List.of() : own));
        }
        // What a service without an outbox of ours has published is known from its readers alone.
        steps.forEach((key, found) -> stories.add(with(foreign(key, found), found)));
        return stories;
    }

    private static List<String> ids(Connection connection, String sql, int count) throws SQLException {
        try (var query = connection.prepareStatement(sql)) {
            query.setInt(1, count);
            try (var rows = query.executeQuery()) {
                var ids = new ArrayList<String>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }

    private interface Tables {
        boolean areIn(Connection connection) throws SQLException;
    }

    private Map<String, Connection> with(Tables tables) throws SQLException {
        var found = new LinkedHashMap<String, Connection>();
        for (var service : services.entrySet()) {
            if (tables.areIn(service.getValue())) {
                found.put(service.getKey(), service.getValue());
            }
        }
        return found;
    }

    /** The rows come newest first, so that of an event in several versions the original is the last. */
    private static void readAccepted(String service, PreparedStatement query, List<EventStory> accepted)
            throws SQLException {
        var originals = new LinkedHashMap<Key, EventStory>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                var story = accepted(service, rows);
                originals.put(key(story), story);
            }
        }
        accepted.addAll(originals.values());
    }

    private List<Found> steps(Collection<String> eventIds) throws SQLException {
        var found = new ArrayList<Found>();
        for (var service : with(PlatformTables::ofConsumer).entrySet()) {
            var connection = service.getValue();
            boolean holds = PlatformTables.exists(connection, "held");
            try (var query = connection.prepareStatement(holds ? STEPS + HELD : STEPS)) {
                var ids = connection.createArrayOf("text", eventIds.toArray());
                for (int i = 1; i <= (holds ? STEPS_PARAMETERS + 1 : STEPS_PARAMETERS); i++) {
                    query.setArray(i, ids);
                }
                try (var rows = query.executeQuery()) {
                    while (rows.next()) {
                        found.add(found(service.getKey(), rows));
                    }
                }
            }
        }
        found.sort(Comparator.comparing(each -> each.step().at()));
        return found;
    }

    private static Found found(String service, ResultSet row) throws SQLException {
        var step = new Step(
                service,
                row.getString(3),
                What.valueOf(row.getString(4)),
                row.getInt(5),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
        return new Found(new Key(row.getString(2), row.getString(1)), step, row.getString(8), row.getString(9));
    }

    private static EventStory accepted(String service, ResultSet row) throws SQLException {
        return new EventStory(
                row.getString(1),
                row.getString(3),
                row.getString(4),
                row.getString(2),
                service,
                row.getObject(5, OffsetDateTime.class).toInstant(),
                instant(row.getObject(6, OffsetDateTime.class)),
                row.getString(7),
                List.of());
    }

    private static EventStory foreign(Key key, List<Found> found) {
        var named = found.stream().filter(each -> !each.type().isEmpty()).findFirst();
        return new EventStory(
                key.id(),
                named.map(Found::type).orElse(""),
                named.map(Found::subject).orElse(""),
                key.source(),
                null,
                null,
                null,
                null,
                List.of());
    }

    private static EventStory with(EventStory story, List<Found> steps) {
        return new EventStory(
                story.id(),
                story.type(),
                story.subject(),
                story.source(),
                story.acceptedBy(),
                story.acceptedAt(),
                story.publishedAt(),
                story.parkedReason(),
                steps.stream().map(Found::step).toList());
    }

    private static Key key(EventStory story) {
        return new Key(story.source(), story.id());
    }

    /** When it was accepted, or when the first that is known of it happened. */
    private static Instant beginning(EventStory story) {
        return Optional.ofNullable(story.acceptedAt())
                .or(() -> story.steps().stream().findFirst().map(Step::at))
                .orElse(Instant.EPOCH);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
