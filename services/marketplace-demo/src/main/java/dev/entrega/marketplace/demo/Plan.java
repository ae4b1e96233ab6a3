package dev.entrega.marketplace.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The orders to send: the same for the same number, so that two runs can be compared. Most can be fulfilled, 2 % want
 * what is gone, 1 % what is scarce. One in 20 is sent again, unchanged and with another body under the same key. After one in
 * 10 the price of a product changes, several times in quick succession and from several clients at once.
 */
final class Plan {
    private static final int PRODUCTS = 20;

    /** Few, so that each has a long history. */
    private static final int REPRICED = 5;

    private static final int CLIENTS = 3;
    private static final int CHANGES = 3;

    private Plan() {}

    static List<Order> of(int orders) {
        return IntStream.range(0, orders).mapToObj(i -> order(i, "demo-order-")).toList();
    }

    /**
     * One of them.
     *
     * @param keys what its key begins with
     */
    static Order order(int i, String keys) {
        List<Line> lines = i % 50 == 7
                ? List.of(product(i), new Line("GONE-1", 1))
                : i % 100 == 13
                        ? List.of(new Line("SCARCE-1", 1))
                        : i % 3 == 0 ? List.of(product(i), product(i + 7)) : List.of(product(i));
        return new Order(keys + (i + 1), "Buyer " + (i + 1), lines, i % 20 == 0);
    }

    /** The price changes that come right after an order: those of one product, each for a client of its own. */
    static List<Repricing> repricings(int i) {
        return i % 10 == 0
                ? IntStream.range(0, CLIENTS)
                        .mapToObj(client -> repricing(i / 10, client))
                        .toList()
                : List.of();
    }

    /** No price is asked for twice, so each is a change. */
    private static Repricing repricing(int round, int client) {
        int first = (round * CLIENTS + client) * CHANGES;
        return new Repricing(
                "SKU-%03d".formatted(1 + round % REPRICED),
                IntStream.range(first, first + CHANGES).mapToObj(n -> 1000L + n).toList());
    }

    private static Line product(int i) {
        return new Line("SKU-%03d".formatted(1 + i % PRODUCTS), 1 + i % 3);
    }

    record Line(String sku, int quantity) {}

    /** @param amounts in the currency's minor unit, one after the other */
    record Repricing(String sku, List<Long> amounts) {}

    /**
     * @param key the idempotency key
     * @param sentAgain whether it is sent once more as it is, and once more with another body
     */
    record Order(String key, String buyer, List<Line> lines, boolean sentAgain) {

        String body() {
            return body(buyer);
        }

        /** Another order under the same key: what a client with a broken key generator would send. */
        String otherBody() {
            return body(buyer + " (another)");
        }

        private String body(String name) {
            String list = lines.stream()
                    .map(line -> """
                        {"sku":"%s","quantity":%d}\
                        """.formatted(line.sku(), line.quantity()))
                    .reduce((a, b) -> a + "," + b)
                    .orElse("");
            return """
                {"buyer":{"name":"%s","email":"%s@example.org"},"lines":[%s]}\
                """.formatted(name, key, list);
        }
    }
}
