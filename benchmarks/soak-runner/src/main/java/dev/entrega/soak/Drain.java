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

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private Drain() {}

    /** @return what is still under way when it was promised to be done */
    static List<Violation> await(Site site) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var left = left(site);
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.sleep(LOOK_EVERY);
            left = left(site);
        }
        return left.stream()
                .map(what -> new Violation("LIVENESS", what + " " + PATIENCE.toSeconds() + " s after the last fault"))
                .toList();
    }

    private static List<String> left(Site site) {
        var left = new ArrayList<String>();
        for (var service : site.services()) {
            try {
                left(service, left);
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

    private static void left(ServiceSite service, List<String> left) throws SQLException {
        count(service, "are to be published", "entrega.outbox WHERE published_at IS NULL", left);
        count(service, "are dead letters", "entrega.dead_letter", left);
        count(service, "wait behind dead letters", "entrega.held", left);
    }

    private static void count(ServiceSite service, String what, String from, List<String> left) throws SQLException {
        long rows = service.database().number("SELECT count(*) FROM " + from);
        if (rows > 0) {
            left.add(rows + " events of " + service.name() + " " + what);
        }
    }
}
