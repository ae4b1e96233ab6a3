package dev.entrega.toolbelt.dev.live;

import dev.entrega.toolbelt.dev.live.Reading.Balance;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows every accepted event to each handler that subscribes to its type, through the databases alone. An event that
 * is published, and that the handler has neither handled nor as a dead letter, must be a message in the queue of the
 * handler's service. So what is missing beyond the depth of the queue, which was read before, is lost: never more than
 * is really lost, and exactly that once the queue is empty. For one thread.
 */
final class Bookkeeping {
    /** Between the broker's confirmation and its row, and between a read of the queue and one of the database. */
    private static final Duration JUST_NOW = Duration.ofSeconds(3);

    /** A position is given before its transaction commits, so rows appear behind the newest; so many are looked at again. */
    private static final long LATECOMERS = 1000;

    private final Map<String, Long> positions = new HashMap<>();
    private final Set<EventKey> accepted = new HashSet<>();
    private final Set<Version> seen = new HashSet<>();
    private final Map<Subscriber, Set<EventKey>> open = new HashMap<>();

    /** CloudEvents identity, and the service in whose outbox the event is. */
    private record EventKey(String service, String source, String id) {}

    /** An event in one of the versions in which it is published: each has its own readers. */
    private record Version(EventKey event, String type) {}

    private record Subscriber(String service, String handler) {}

    /**
     * Reads what is new.
     *
     * @param databases by service
     * @param depths of the services' queues, read before
     */
    Balance balance(List<KnownService> services, Map<String, Connection> databases, Map<String, Long> depths)
            throws SQLException {
        for (var database : databases.entrySet()) {
            accept(services, database.getKey(), database.getValue());
        }
        long underWay = 0;
        long lost = 0;
        for (KnownService service : services) {
            Connection database = databases.get(service.name());
            if (database != null) {
                Set<EventKey> pending = pending(service.name(), database);
                long all = pending.size();
                pending.removeAll(onTheWay(pending, databases, database));
                long inQueue = pending.size();
                long missing = Math.max(0, inQueue - depths.getOrDefault(service.name(), 0L));
                lost += missing;
                underWay += all - missing;
            }
        }
        return new Balance(accepted.size(), underWay, lost);
    }

    private void accept(List<KnownService> services, String acceptedBy, Connection database) throws SQLException {
        String sql = """
            SELECT position, source, event_id, type, created_at FROM entrega.outbox
             WHERE position > ? AND queue IS NULL ORDER BY position\
            """;
        long newest = positions.getOrDefault(acceptedBy, 0L);
        try (var query = database.prepareStatement(sql)) {
            query.setLong(1, newest - LATECOMERS);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    newest = Math.max(newest, rows.getLong(1));
                    var key = new EventKey(acceptedBy, rows.getString(2), rows.getString(3));
                    accepted.add(key);
                    if (seen.add(new Version(key, rows.getString(4)))) {
                        Instant since = rows.getObject(5, OffsetDateTime.class).toInstant();
                        subscribers(services, rows.getString(4), since)
                                .forEach(subscriber -> open.computeIfAbsent(subscriber, s -> new HashSet<>())
                                        .add(key));
                    }
                }
            }
        }
        positions.put(acceptedBy, newest);
    }

    private static List<Subscriber> subscribers(List<KnownService> services, String type, Instant accepted) {
        var subscribers = new ArrayList<Subscriber>();
        for (KnownService service : services) {
            for (var handler : service.description().handlers()) {
                Instant since = service.since().getOrDefault(handler.name(), Instant.MAX);
                if (handler.type().equals(type) && !accepted.isBefore(since)) {
                    subscribers.add(new Subscriber(service.name(), handler.name()));
                }
            }
        }
        return subscribers;
    }

    /** Forgets what has been handled or thrown away, and returns what a handler still waits for; dead letters it doesn't. */
    private Set<EventKey> pending(String service, Connection database) throws SQLException {
        var pending = new HashSet<EventKey>();
        for (var each : open.entrySet()) {
            Set<EventKey> keys = each.getValue();
            String handler = each.getKey().handler();
            if (each.getKey().service().equals(service) && !keys.isEmpty()) {
                keys.removeAll(found(database, keys, """
                    SELECT source, event_id FROM entrega.inbox WHERE event_id = ANY (?) AND handler = ?\
                    """, handler));
                keys.removeAll(found(database, keys, """
                     SELECT source, event_id FROM entrega.audit
                      WHERE event_id = ANY (?) AND handler IN (?, '') AND action = 'discard'\
                     """, handler));
                pending.addAll(keys);
                pending.removeAll(found(database, keys, """
                     SELECT source, event_id FROM entrega.dead_letter
                      WHERE event_id = ANY (?) AND handler IN (?, '')\
                     """, handler));
            }
        }
        return pending;
    }

    /**
     * What has not left its outbox, or only just now, or never will, which its reason there says; redriven copies too, and
     * what waits behind a dead letter.
     */
    private static Set<EventKey> onTheWay(
            Set<EventKey> pending, Map<String, Connection> databases, Connection readersDatabase) throws SQLException {
        var justNow = Instant.now().minus(JUST_NOW).atOffset(ZoneOffset.UTC);
        var onTheWay = found(readersDatabase, pending, """
             SELECT source, event_id FROM entrega.outbox
              WHERE event_id = ANY (?) AND queue IS NOT NULL AND (published_at IS NULL OR published_at > ?)\
             """, justNow);
        onTheWay.addAll(found(readersDatabase, pending, """
             SELECT source, event_id FROM entrega.held WHERE event_id = ANY (?)\
             """));
        for (var database : databases.entrySet()) {
            Set<EventKey> own = pending.stream()
                    .filter(key -> key.service().equals(database.getKey()))
                    .collect(Collectors.toSet());
            onTheWay.addAll(found(database.getValue(), own, """
                 SELECT source, event_id FROM entrega.outbox
                  WHERE event_id = ANY (?) AND queue IS NULL AND (published_at IS NULL OR published_at > ?)\
                 """, justNow));
        }
        return onTheWay;
    }

    /** Those of the events that the query finds by their ids and more parameters. */
    private static Set<EventKey> found(Connection database, Set<EventKey> keys, String sql, Object... more)
            throws SQLException {
        if (keys.isEmpty()) {
            return new HashSet<>();
        }
        var found = new HashSet<List<String>>();
        try (var query = database.prepareStatement(sql)) {
            query.setArray(
                    1,
                    database.createArrayOf(
                            "text", keys.stream().map(EventKey::id).toArray()));
            for (int i = 0; i < more.length; i++) {
                query.setObject(2 + i, more[i]);
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(List.of(rows.getString(1), rows.getString(2)));
                }
            }
        }
        return keys.stream()
                .filter(key -> found.contains(List.of(key.source(), key.id())))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
