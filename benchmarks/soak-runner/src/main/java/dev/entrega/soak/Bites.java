package dev.entrega.soak;

import dev.entrega.local.faults.BrokerFault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How often the faults met what they were meant for. A run in which they didn't has proven nothing. */
final class Bites {

    /** What must have happened at least, in a minute. */
    private static final Map<String, Integer> A_MINUTE = Map.of(
            "suppressedDuplicates", 20,
            "publishRetries", 5,
            "partnerOrders", 20,
            "settledOrders", 10,
            "partialBatches", 3,
            "deadLetterRoundTrips", 3);

    /** Of the faults that are struck on purpose so many must have met: half as often as the deck deals each. */
    private static final List<String> DEALT = List.of("databaseCrashes", "killsInsideTransaction");

    private final Map<String, Long> counts;

    Bites(Map<String, Long> counts) {
        this.counts = counts;
    }

    static Bites of(Site site, Map<Fault, Integer> struck) throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        counts.put("killsInsideTransaction", (long) struck.getOrDefault(Fault.KILL_BEFORE_COMMIT, 0));
        counts.put("suppressedDuplicates", sum(site.consumers(), "coalesce(sum(duplicates), 0)", "entrega.inbox"));
        counts.put(
                "publishRetries",
                sum(site.stores(), "coalesce(sum(attempts), 0)", "entrega.outbox")
                        + site.broker().hurt(BrokerFault.AnswerLost.class));
        counts.put("partialBatches", (long) site.broker().hurt(BrokerFault.EntriesFailed.class));
        counts.put("deadLetterRoundTrips", sum(site.consumers(), "count(*)", "entrega.audit WHERE action = 'redrive'"));
        counts.put("partnerOrders", orders(site, "reference IS NOT NULL"));
        counts.put("settledOrders", orders(site, "state = 'settled'"));
        counts.put("databaseCrashes", (long) struck.getOrDefault(Fault.DATABASE_CRASH, 0));
        return new Bites(counts);
    }

    private static long orders(Site site, String which) throws SQLException {
        return site.service(Site.ORDERS).database().number("SELECT count(*) FROM orders WHERE " + which);
    }

    private static long sum(List<ServiceSite> services, String what, String from) throws SQLException {
        long sum = 0;
        for (var service : services) {
            sum += service.database().number("SELECT " + what + " FROM " + from);
        }
        return sum;
    }

    Map<String, Long> counts() {
        return counts;
    }

    /** What happened too rarely for that time, with so many faults a minute. */
    List<String> tooFew(Duration time, int faults) {
        long dealt = Math.ceilDiv(faults * time.toSeconds(), 2 * 60L * Fault.values().length);
        return Stream.concat(
                        A_MINUTE.entrySet().stream()
                                .map(least ->
                                        few(least.getKey(), Math.ceilDiv(least.getValue() * time.toSeconds(), 60L))),
                        DEALT.stream().map(what -> few(what, dealt)))
                .filter(few -> few.times() < few.least())
                .sorted(Comparator.comparing(Few::what))
                .map(few -> "too few " + few.what() + ": " + few.times() + " instead of " + few.least())
                .toList();
    }

    private Few few(String what, long least) {
        return new Few(what, counts.getOrDefault(what, 0L), least);
    }

    private record Few(String what, long times, long least) {}
}
