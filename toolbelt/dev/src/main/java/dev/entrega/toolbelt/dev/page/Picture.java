package dev.entrega.toolbelt.dev.page;

import java.util.List;

/**
 * The event path, drawn from left to right: services, topics, queues, handlers. Lengths are those of the SVG's own
 * coordinates.
 */
record Picture(int width, int height, List<Node> nodes, List<Edge> edges) {

    /** @param kind a CSS class: service, topic, queue, handler; with what is wrong or going on behind it */
    record Node(int x, int y, int width, int height, String kind, String title, String detail) {
        int textX() {
            return x + 12;
        }

        int titleY() {
            return y + 20;
        }

        int detailY() {
            return y + 37;
        }
    }

    /** @param path in SVG's words */
    record Edge(String path, String kind) {}
}
