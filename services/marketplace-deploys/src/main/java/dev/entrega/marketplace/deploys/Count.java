package dev.entrega.marketplace.deploys;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * What was promised, compared with what both databases hold.
 *
 * @param lost accepted orders without their decision or their final state
 * @param twice orders with a second effect, and articles with a wrong stock
 * @param phantom orders that nobody was promised
 * @param parked events that can't be published, and dead letters
 * @param suppressed deliveries that the inboxes recognised as repeats
 */
record Count(Set<String> lost, Set<String> twice, Set<String> phantom, long parked, long suppressed) {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOOK_EVERY_NANOS = 500_000_000;
    private static final long SEED = 1_000_000_000;

    /** Waits until every promised order has its end and every event was sent and handled, then counts. */
    static Count of(Ledger ledger, Database orders, Database stock) {
        Set<String> promised = new HashSet<>(ledger.orders().values());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && isUnderWay(promised.size(), orders, stock)) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        var decisions = stock.numbers("SELECT order_id, count(*) FROM stock_decision GROUP BY order_id");
        var lines = stock.numbers("SELECT order_id, count(*) FROM stock_reservation GROUP BY order_id");
        var ends = orders.numbers("SELECT id, count(*) FROM entrega.transition"
                + " WHERE resource = 'orders' AND to_state IN ('confirmed', 'rejected') GROUP BY id");
        Set<String> lost = new TreeSet<>(promised);
        lost.removeIf(order -> decisions.containsKey(order) && ends.containsKey(order));
        Set<String> twice = wrongStock(stock);
        for (var effects : List.of(decisions, lines, ends)) {
            effects.forEach((order, times) -> addIf(times > 1, order, twice));
        }
        Set<String> phantom =
                new TreeSet<>(orders.numbers("SELECT id, 1 FROM orders").keySet());
        phantom.removeAll(promised);
        return new Count(
                lost,
                twice,
                phantom,
                both("SELECT count(*) FROM entrega.outbox WHERE parked_reason IS NOT NULL", orders, stock)
                        + both("SELECT count(*) FROM entrega.dead_letter", orders, stock),
                both("SELECT coalesce(sum(duplicates), 0) FROM entrega.inbox", orders, stock));
    }

    private static boolean isUnderWay(int promised, Database orders, Database stock) {
        return orders.number("SELECT count(*) FROM orders WHERE state IN ('confirmed', 'rejected')") < promised
                || both(
                                "SELECT count(*) FROM entrega.outbox WHERE published_at IS NULL AND parked_reason IS NULL",
                                orders,
                                stock)
                        > 0;
    }

    private static Set<String> wrongStock(Database stock) {
        Map<String, Long> reserved = stock.numbers("SELECT sku, sum(quantity) FROM stock_reservation GROUP BY sku");
        Set<String> wrong = new TreeSet<>();
        stock.numbers("SELECT sku, available FROM stock WHERE sku LIKE 'SKU-%'")
                .forEach((sku, available) -> addIf(available != SEED - reserved.getOrDefault(sku, 0L), sku, wrong));
        return wrong;
    }

    private static void addIf(boolean holds, String what, Set<String> set) {
        if (holds) {
            set.add(what);
        }
    }

    private static long both(String sql, Database orders, Database stock) {
        return orders.number(sql) + stock.number(sql);
    }
}
