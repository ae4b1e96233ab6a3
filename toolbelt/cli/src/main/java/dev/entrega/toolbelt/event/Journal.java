package dev.entrega.toolbelt.event;

import dev.entrega.messaging.CloudEventFormat;
import dev.entrega.messaging.Message;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a service has published of a type, and still keeps. It only reads. Not thread-safe, as its connection is not. */
final class Journal {

    /** What was meant for one queue alone is no publication. */
    private static final String PUBLISHED = """
          FROM entrega.outbox
         WHERE type = ? AND queue IS NULL AND published_at IS NOT NULL AND created_at >= ? AND created_at < ?
           AND (?::text IS NULL OR subject = ?) AND (?::bigint IS NULL OR (created_at, position) > (?, ?))""";

    private final String service;
    private final Connection connection;
    private final Wanted wanted;

    /**
     * Which events.
     *
     * @param subject null for all
     * @param from when they were accepted, the first moment
     * @param to and the first that is too late
     */
    record Wanted(String type, @Nullable String subject, Instant from, Instant to) {}

    /** Where a page ended. */
    record Mark(long position, Instant at) {}

    /** An event as it was sent. */
    record Kept(Mark mark, String id, Message message) {}

    Journal(String service, Connection connection, Wanted wanted) {
        this.service = service;
        this.connection = connection;
        this.wanted = wanted;
    }

    String service() {
        return service;
    }

    /** Where the event of that row stands; empty if it isn't kept any more. */
    Optional<Mark> mark(long position) throws SQLException {
        try (var query = connection.prepareStatement("SELECT created_at FROM entrega.outbox WHERE position = ?")) {
            query.setLong(1, position);
            try (var row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Mark(
                                position, row.getObject(1, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    long count(@Nullable Mark after) throws SQLException {
        try (var query = connection.prepareStatement("SELECT count(*)" + PUBLISHED)) {
            match(query, after);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The next ones, the oldest first; empty at the end. */
    List<Kept> page(@Nullable Mark after, int limit) throws SQLException {
        String sql = "SELECT position, created_at, event_id, type, source, subject, body" + PUBLISHED
                + " ORDER BY created_at, position LIMIT ?";
        try (var query = connection.prepareStatement(sql)) {
            query.setInt(match(query, after), limit);
            try (var row = query.executeQuery()) {
                var page = new ArrayList<Kept>();
                while (row.next()) {
                    var mark = new Mark(
                            row.getLong(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                    page.add(new Kept(
                            mark,
                            row.getString(3),
                            new Message(
                                    row.getString(7),
                                    CloudEventFormat.attributes(
                                            row.getString(4), row.getString(5), row.getString(6)))));
                }
                return page;
            }
        }
    }

    /** @return the number of the next parameter */
    private int match(PreparedStatement query, @Nullable Mark after) throws SQLException {
        // What is before the mark is no longer to walk over.
        var from = after == null ? wanted.from() : after.at();
        query.setString(1, wanted.type());
        query.setObject(2, from.atOffset(ZoneOffset.UTC));
        query.setObject(3, wanted.to().atOffset(ZoneOffset.UTC));
        query.setString(4, wanted.subject());
        query.setString(5, wanted.subject());
        query.setObject(6, after == null ? null : after.position(), java.sql.Types.BIGINT);
        query.setObject(7, from.atOffset(ZoneOffset.UTC));
        query.setLong(8, after == null ? 0 : after.position());
        return 9;
    }
}
