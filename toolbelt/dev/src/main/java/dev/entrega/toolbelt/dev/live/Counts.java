package dev.entrega.toolbelt.dev.live;

import dev.entrega.toolbelt.dev.live.Reading.HandlerState;
import dev.entrega.toolbelt.dev.live.Reading.Published;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts in the platform's tables of one service. */
record Counts(KnownService service, Connection database) {

    List<Published> published() throws SQLException {
        String sql = """
            SELECT type, count(published_at), count(*) FILTER (WHERE published_at IS NULL AND parked_reason IS NULL)
              FROM entrega.outbox WHERE queue IS NULL GROUP BY type\
            """;
        try (var query = database.prepareStatement(sql);
                var rows = query.executeQuery()) {
            var published = new ArrayList<Published>();
            while (rows.next()) {
                published.add(new Published(service.name(), rows.getString(1), rows.getLong(2), rows.getLong(3)));
            }
            return published;
        }
    }

    List<HandlerState> handlers() throws SQLException {
        String sql = """
            SELECT handler, sum(handled), sum(duplicates), sum(failing), sum(dead)
              FROM (SELECT handler, count(*) AS handled, sum(duplicates) AS duplicates, 0 AS failing, 0 AS dead
                      FROM entrega.inbox GROUP BY handler
                     UNION ALL
                    SELECT handler, 0, 0, count(*), 0 FROM entrega.attempt WHERE attempts > 0 GROUP BY handler
                     UNION ALL
                    SELECT handler, 0, 0, 0, count(*) FROM entrega.dead_letter GROUP BY handler) AS each
             GROUP BY handler\
            """;
        Map<String, long[]> counts = new HashMap<>();
        try (var query = database.prepareStatement(sql);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                counts.put(
                        rows.getString(1),
                        new long[] {rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)});
            }
        }
        var types = new LinkedHashMap<String, List<String>>();
        service.description()
                .handlers()
                .forEach(handler -> types.computeIfAbsent(handler.name(), name -> new ArrayList<>())
                        .add(handler.type()));
        return types.entrySet().stream()
                .map(handler -> {
                    long[] own = counts.getOrDefault(handler.getKey(), new long[4]);
                    return new HandlerState(
                            service.name(), handler.getKey(), handler.getValue(), own[0], own[1], own[2], own[3]);
                })
                .toList();
    }
}
