package dev.entrega.marketplace.demo;

import dev.entrega.marketplace.demo.Sending.Accepted;
import dev.entrega.marketplace.demo.Sending.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was promised, compared with what the databases hold.
 *
 * @param lost the accepted orders and the prices that are lost
 * @param appliedTwice the orders and prices with a second effect, and the products with a wrong stock
 * @param reordered the prices that came after a later one
 */
record Count(Tally tally, Set<String> lost, Set<String> appliedTwice, Set<String> reordered) {

    /** @param seeds the stock by product before the first order */
    static Count of(Sent sent, Ledger ledger, Map<String, Long> seeds) {
        Map<String, Instant> ended = ledger.ended();
        List<Long> millis = millis(sent.accepted(), ended);
        Set<String> lost = lost(sent.accepted().keySet(), ended.keySet(), ledger);
        Set<String> twice = ordersAppliedTwice(sent.accepted(), ledger);
        twice.addAll(wrongStock(seeds, ledger));
        PriceCount prices = PriceCount.of(sent.prices(), ledger);
        lost.addAll(prices.lost());
        twice.addAll(prices.twice());
        var tally = new Tally(
                sent.accepted().size(),
                sent.notModified(),
                prices.changed(),
                ledger.published(),
                ledger.handled(),
                ledger.duplicates(),
                ledger.deadLettered(),
                lost.size(),
                twice.size(),
                prices.reordered().size(),
                percentile(millis, 50),
                percentile(millis, 99));
        return new Count(tally, lost, twice, prices.reordered());
    }

    private static Set<String> lost(Set<String> accepted, Set<String> ended, Ledger ledger) {
        Set<String> decided = ledger.decisions().keySet();
        Set<String> lost = new TreeSet<>(accepted);
        lost.removeIf(order -> ended.contains(order) && decided.contains(order));
        if (!lost.isEmpty()) {
            ledger.deadLetteredOrders().forEach(lost::remove);
        }
        return lost;
    }

    private static Set<String> ordersAppliedTwice(Map<String, Accepted> accepted, Ledger ledger) {
        Set<String> twice = new TreeSet<>();
        addMoreThanOnce(ledger.decisions(), twice);
        addMoreThanOnce(ledger.endings(), twice);
        ledger.reservations().forEach((order, lines) -> {
            Accepted promised = accepted.get(order);
            if (promised != null && lines > promised.lines()) {
                twice.add(order);
            }
        });
        return twice;
    }

    private static void addMoreThanOnce(Map<String, Long> times, Set<String> orders) {
        times.forEach((order, count) -> {
            if (count > 1) {
                orders.add(order);
            }
        });
    }

    private static List<String> wrongStock(Map<String, Long> seeds, Ledger ledger) {
        Map<String, Long> available = ledger.available();
        Map<String, Long> reserved = ledger.reserved();
        return seeds.entrySet().stream()
                .filter(seed -> available.getOrDefault(seed.getKey(), 0L)
                        != seed.getValue() - reserved.getOrDefault(seed.getKey(), 0L))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The client's clock and the database's are the same machine's; what ended before its answer arrived took no time. */
    private static List<Long> millis(Map<String, Accepted> accepted, Map<String, Instant> ended) {
        return ended.entrySet().stream()
                .flatMap(end -> Stream.ofNullable(accepted.get(end.getKey()))
                        .map(order ->
                                Duration.between(order.at(), end.getValue()).toMillis()))
                .map(millis -> Math.max(0, millis))
                .sorted()
                .toList();
    }

    /** The nearest-rank percentile of sorted values, 0 of none. */
    static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() * (long) percent + 99) / 100) - 1);
    }
}
