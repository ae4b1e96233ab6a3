package dev.entrega.soak;

import dev.entrega.messaging.aws.BrokerException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Waits until nothing is under way any more. */
final class Drain {

    /** Promised for the time after the last fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For so long nothing may change before what is still under way counts as stuck. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    /** What goes round in circles does not rest either. */
    private static final Duration LAST_CALL = Duration.ofMinutes(15);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private Drain() {}

    /**
     * Returns only when nothing moves any more: who judges earlier takes for lost what is merely late.
     *
     * @return what was still under way when it was promised to be done, and what is stuck
     */
    static List<Violation> await(Site site) throws InterruptedException {
        long start = System.nanoTime();
        var violations = new ArrayList<Violation>();
        var left = left(site);
        long changed = System.nanoTime();
        while (!left.isEmpty() && (violations.isEmpty() || (within(STUCK, changed) && within(LAST_CALL, start)))) {
            Thread.sleep(LOOK_EVERY);
            var now = left(site);
            if (!now.equals(left)) {
                left = now;
                changed = System.nanoTime();
            }
            if (violations.isEmpty() && !within(PATIENCE, start)) {
                violations.addAll(liveness(left, PATIENCE.toSeconds() + " s after the last fault"));
            }
        }
        if (!violations.isEmpty()) {
            violations.addAll(liveness(left, "and it does not move any more"));
        }
        return violations;
    }

    private static boolean within(Duration limit, long start) {
        return System.nanoTime() - start < limit.toNanos();
    }

    private static List<Violation> liveness(List<String> left, String when) {
        return left.stream()
                .map(what -> new Violation("LIVENESS", what + " " + when))
                .toList();
    }

    private static List<String> left(Site site) {
        var left = new ArrayList<String>();
        for (var service : site.stores()) {
            try {
                count(service, "events", "are to be published", "entrega.outbox WHERE published_at IS NULL", left);
                if (site.consumers().contains(service)) {
                    count(service, "events", "are dead letters", "entrega.dead_letter", left);
                    count(service, "events", "wait behind dead letters", "entrega.held", left);
                }
                if (service.name().equals(Site.ORDERS)) {
                    count(service, "orders", "are shipped and not settled", "orders WHERE state = 'shipped'", left);
                }
            } catch (SQLException e) {
                left.add(service.name() + " has no database (" + e.getMessage() + ")");
            }
        }
        try {
            for (var queue : site.queues()) {
                long messages = queue.waiting() + queue.inFlight() + queue.delayed();
                if (messages > 0) {
                    left.add(queue.name() + " holds " + messages + " messages");
                }
            }
        } catch (BrokerException e) {
            left.add("the broker does not answer (" + e.getMessage() + ")");
        }
        return left;
    }

    private static void count(ServiceSite service, String things, String what, String from, List<String> left)
            throws SQLException {
        long rows = service.database().number("SELECT count(*) FROM " + from);
        if (rows > 0) {
            left.add(rows + " " + things + " of " + service.name() + " " + what);
        }
    }
}
