package dev.entrega.toolbelt.dev.page;

import dev.entrega.messaging.runtime.ServiceDescription;
import dev.entrega.toolbelt.dev.live.Reading;
import dev.entrega.toolbelt.dev.live.Reading.HandlerState;
import dev.entrega.toolbelt.dev.live.Reading.Published;
import dev.entrega.toolbelt.dev.live.Reading.QueueState;
import dev.entrega.toolbelt.dev.page.Picture.Edge;
import dev.entrega.toolbelt.dev.page.Picture.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws the event path of a reading. For one thread. */
final class Draughtsman {
    private static final int[] COLUMNS = {4, 224, 508, 776};
    private static final int[] WIDTHS = {176, 200, 184, 220};
    private static final int WIDTH = 1000;
    private static final int NODE = 48;
    private static final int PITCH = 62;

    private final Heat heat = new Heat();

    /** One column with its nodes by what they stand for. */
    private record Column(int number, Map<String, Node> nodes) {}

    Picture draw(Reading reading, Set<String> failing) {
        List<String> publishers = reading.services().stream()
                .filter(service -> !service.publishes().isEmpty())
                .map(ServiceDescription::service)
                .toList();
        List<String> types = types(reading);
        List<QueueState> queues = reading.queues().stream()
                .sorted(Comparator.comparingDouble(queue -> middle(reading, queue.service(), types)))
                .toList();
        List<HandlerState> handlers = reading.handlers().stream()
                .sorted(Comparator.comparingInt((HandlerState handler) -> indexOf(queues, handler.service()))
                        .thenComparing(HandlerState::handler))
                .toList();
        int rows = Math.max(
                Math.max(publishers.size(), types.size()), Math.max(queues.size(), Math.max(handlers.size(), 1)));
        int height = rows * PITCH;

        Column left = column(
                0,
                height,
                publishers,
                service -> service,
                service -> "service",
                service -> service,
                service -> publishedBy(reading, service));
        Column topics =
                column(1, height, types, type -> type, type -> "topic", type -> type, type -> published(reading, type));
        Column middle = column(
                2, height, queues, QueueState::service, Draughtsman::kind, QueueState::service, Draughtsman::depth);
        Column right = column(
                3,
                height,
                handlers,
                Draughtsman::key,
                handler -> kind(handler, failing),
                HandlerState::handler,
                Draughtsman::done);

        List<Edge> edges = new ArrayList<>();
        for (Published each : reading.published()) {
            boolean hot = heat.of("published " + each.service() + " " + each.type(), each.count(), reading.at());
            edge(left, each.service(), topics, each.type(), hot, edges);
        }
        declared(reading, left, topics, edges);
        for (HandlerState handler : handlers) {
            for (String type : handler.types()) {
                boolean arriving = heat.of("type " + type, total(reading, type), reading.at());
                edge(topics, type, middle, handler.service(), arriving, edges);
            }
            boolean working = heat.of("handler " + key(handler), work(handler), reading.at());
            edge(middle, handler.service(), right, key(handler), working, edges);
        }
        List<Node> nodes = new ArrayList<>();
        for (Column each : List.of(left, topics, middle, right)) {
            nodes.addAll(each.nodes().values());
        }
        return new Picture(WIDTH, height, nodes, edges);
    }

    /** Edges of what a service may publish and hasn't yet. */
    private static void declared(Reading reading, Column left, Column topics, List<Edge> edges) {
        for (ServiceDescription service : reading.services()) {
            for (var type : service.publishes()) {
                boolean drawn = reading.published().stream()
                        .anyMatch(each -> each.service().equals(service.service())
                                && each.type().equals(type.type()));
                if (!drawn) {
                    edge(left, service.service(), topics, type.type(), false, edges);
                }
            }
        }
    }

    private interface Text<T> {
        String of(T item);
    }

    private static <T> Column column(
            int number, int height, List<T> items, Text<T> key, Text<T> kind, Text<T> title, Text<T> detail) {
        var nodes = new LinkedHashMap<String, Node>();
        int y = (height - items.size() * PITCH) / 2 + (PITCH - NODE) / 2;
        for (T item : items) {
            nodes.put(
                    key.of(item),
                    new Node(COLUMNS[number], y, WIDTHS[number], NODE, kind.of(item), title.of(item), detail.of(item)));
            y += PITCH;
        }
        return new Column(number, nodes);
    }

    private static void edge(Column from, String start, Column to, String end, boolean hot, List<Edge> edges) {
        Node a = from.nodes().get(start);
        Node b = to.nodes().get(end);
        if (a == null || b == null) {
            return; // A service that has gone, or has not described itself yet.
        }
        int x1 = a.x() + a.width();
        int y1 = a.y() + a.height() / 2;
        int y2 = b.y() + b.height() / 2;
        int bend = (x1 + b.x()) / 2;
        edges.add(new Edge(
                "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, bend, y1, bend, y2, b.x(), y2), hot ? "hot" : "cold"));
    }

    private static List<String> types(Reading reading) {
        Set<String> types = new LinkedHashSet<>();
        reading.services().forEach(service -> service.publishes().forEach(published -> types.add(published.type())));
        reading.handlers().forEach(handler -> types.addAll(handler.types()));
        return List.copyOf(types);
    }

    /** Where a queue's topics stand on average, so that few lines cross. */
    private static double middle(Reading reading, String service, List<String> types) {
        return reading.handlers().stream()
                .filter(handler -> handler.service().equals(service))
                .flatMap(handler -> handler.types().stream())
                .mapToInt(types::indexOf)
                .average()
                .orElse(types.size());
    }

    private static int indexOf(List<QueueState> queues, String service) {
        return queues.stream().map(QueueState::service).toList().indexOf(service);
    }

    /** Counted in the outbox, which a service without a database doesn't have. */
    private static String publishedBy(Reading reading, String service) {
        if (reading.services().stream().anyMatch(each -> each.service().equals(service) && !each.database())) {
            return "publishes directly";
        }
        return reading.published().stream()
                        .filter(each -> each.service().equals(service))
                        .mapToLong(Published::count)
                        .sum()
                + " published";
    }

    private static String published(Reading reading, String type) {
        boolean counted = reading.services().stream()
                .filter(service -> service.publishes().stream()
                        .anyMatch(each -> each.type().equals(type)))
                .allMatch(ServiceDescription::database);
        if (!counted) {
            return "published directly";
        }
        long waiting = reading.published().stream()
                .filter(each -> each.type().equals(type))
                .mapToLong(Published::waiting)
                .sum();
        return total(reading, type) + " published" + (waiting > 0 ? ", " + waiting + " to go" : "");
    }

    private static long total(Reading reading, String type) {
        return reading.published().stream()
                .filter(each -> each.type().equals(type))
                .mapToLong(Published::count)
                .sum();
    }

    private static String kind(QueueState queue) {
        return queue.depth() > 0 ? "queue busy" : "queue";
    }

    private static String depth(QueueState queue) {
        return queue.waiting() + " waiting, " + queue.inFlight() + " in hand"
                + (queue.aside() > 0 ? ", " + queue.aside() + " aside" : "");
    }

    private static String kind(HandlerState handler, Set<String> failing) {
        return failing.contains(handler.handler())
                ? "handler faulty"
                : handler.dead() + handler.failing() > 0 ? "handler troubled" : "handler";
    }

    private static String done(HandlerState handler) {
        return handler.handled() + " handled"
                + (handler.duplicates() > 0 ? ", " + handler.duplicates() + " dup." : "")
                + (handler.failing() > 0 ? ", " + handler.failing() + " failing" : "")
                + (handler.dead() > 0 ? ", " + handler.dead() + " dead" : "");
    }

    private static String key(HandlerState handler) {
        return handler.service() + "/" + handler.handler();
    }

    private static long work(HandlerState handler) {
        return handler.handled() + handler.duplicates() + handler.failing() + handler.dead();
    }
}
