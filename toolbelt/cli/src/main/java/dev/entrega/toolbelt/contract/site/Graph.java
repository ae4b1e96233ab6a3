package dev.entrega.toolbelt.contract.site;

import dev.entrega.contract.catalogue.Catalogue;
import dev.entrega.contract.catalogue.Participant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Who publishes and who handles, drawn in three columns. Lengths are those of the SVG's own coordinates.
 *
 * @param bundles each event with the lines that lead to and from it
 */
record Graph(int height, List<Node> services, List<Bundle> bundles) {

    static final Graph NONE = new Graph(0, List.of(), List.of());

    private static final int LEFT = 1;
    private static final int MIDDLE = 400;
    private static final int RIGHT = 898;
    private static final int SERVICE_WIDTH = 240;
    private static final int EVENT_WIDTH = 340;
    private static final int NODE_HEIGHT = 26;
    private static final int PITCH = 34;

    /** Of a text at 13 px, in the widest of the usual fonts. */
    private static final int PIXELS_PER_LETTER = 8;

    /** How many the style sheet has. */
    private static final int COLOURS = 8;

    /**
     * A box.
     *
     * @param text   as much of the name as there is room for
     * @param colour a CSS class; empty for an event
     * @param link   where it leads; empty if nowhere
     */
    record Node(int x, int y, int width, String name, String text, String colour, String link) {
        static Node of(int x, int y, int width, String name, String colour, String link) {
            int room = (width - 20) / PIXELS_PER_LETTER;
            String text = name.length() <= room ? name : name.substring(0, room - 1) + "…";
            return new Node(x, y, width, name, text, colour, link);
        }

        int textX() {
            return x + 10;
        }

        int textY() {
            return y + 18;
        }

        int middle() {
            return y + NODE_HEIGHT / 2;
        }
    }

    /** @param path in SVG's words */
    record Line(String path, String colour) {}

    /** An event with its lines. */
    record Bundle(Node event, List<Line> lines) {}

    /**
     * Draws the events that somebody publishes or handles.
     *
     * @param prefix from the page to those of events
     */
    static Graph of(Catalogue catalogue, List<EventPage> pages, String prefix) {
        List<EventPage> events = pages.stream()
                .filter(page -> !page.publishers().isEmpty() || !page.handlers().isEmpty())
                .toList();
        List<String> publishers = order(catalogue, events, EventPage::publishers);
        List<String> handlers = order(catalogue, events, EventPage::handlers);
        int height = PITCH * Math.max(events.size(), Math.max(publishers.size(), handlers.size()));
        Map<String, String> colours = new HashMap<>();
        catalogue.services().forEach(service -> colours.put(service.name(), "c" + colours.size() % COLOURS));
        Map<String, Node> left = services(publishers, LEFT, height, colours);
        Map<String, Node> right = services(handlers, RIGHT, height, colours);
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var box = Node.of(
                    MIDDLE, place(i, events.size(), height), EVENT_WIDTH, title(event), "", prefix + event.file());
            List<Line> lines = new ArrayList<>();
            event.publishers().forEach(name -> line(left.get(name), box, lines));
            event.handlers().forEach(name -> line(box, right.get(name), lines));
            bundles.add(new Bundle(box, lines));
        }
        List<Node> services = new ArrayList<>(left.values());
        services.addAll(right.values());
        return new Graph(height, services, bundles);
    }

    private static String title(EventPage event) {
        return event.name() + " "
                + String.join(
                        " ",
                        event.versions().reversed().stream().map(Version::label).toList());
    }

    /** By the middle of their events, so that few lines cross. */
    private static List<String> order(
            Catalogue catalogue, List<EventPage> events, Function<EventPage, List<String>> names) {
        Map<String, Double> middles = new LinkedHashMap<>();
        for (Participant service : catalogue.services()) {
            IntStream.range(0, events.size())
                    .filter(i -> names.apply(events.get(i)).contains(service.name()))
                    .average()
                    .ifPresent(middle -> middles.put(service.name(), middle));
        }
        return middles.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Node> services(List<String> names, int x, int height, Map<String, String> colours) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int y = place(i, names.size(), height);
            nodes.put(name, Node.of(x, y, SERVICE_WIDTH, name, colours.getOrDefault(name, ""), ""));
        }
        return nodes;
    }

    /** Evenly over the height of the fullest column. */
    private static int place(int index, int count, int height) {
        return height * (2 * index + 1) / (2 * count) - NODE_HEIGHT / 2;
    }

    private static void line(@Nullable Node from, @Nullable Node to, List<Line> lines) {
        if (from == null || to == null) {
            return;
        }
        int start = from.x() + from.width();
        int bend = (start + to.x()) / 2;
        lines.add(new Line(
                "M%d %d C%d %d %d %d %d %d"
                        .formatted(start, from.middle(), bend, from.middle(), bend, to.middle(), to.x(), to.middle()),
                from.colour() + to.colour()));
    }

    int width() {
        return RIGHT + SERVICE_WIDTH + 1;
    }

    int nodeHeight() {
        return NODE_HEIGHT;
    }

    boolean isEmpty() {
        return bundles.isEmpty();
    }
}
