package dev.entrega.marketplace.demo;

import dev.entrega.marketplace.demo.Sending.Sent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One trial of a running marketplace: orders are sent and prices changed, the stock service is killed when half of the orders
 * are accepted and started again, some events are delivered once more, and at the end it is counted what became of every
 * order and every price.
 */
public final class Trial {
    private final Marketplace marketplace;
    private final Consumer<String> progress;
    private final Ledger ledger;

    /** @param progress told what happens, a line each */
    public Trial(Marketplace marketplace, Consumer<String> progress) {
        this.marketplace = marketplace;
        this.progress = progress;
        this.ledger = new Ledger(marketplace.orders(), marketplace.stock());
    }

    /**
     * Runs to the end and says what came out.
     *
     * @throws MarketplaceException if it can't be said, because a part of the marketplace doesn't answer
     */
    public Verdict run(int orders) {
        Map<String, Long> seeds = ledger.available();
        try (Broker broker = marketplace.broker()) {
            var settling = new Settling(ledger, broker, progress);
            var patience = Duration.ofSeconds(60 + orders / 50);
            long start = System.nanoTime();

            Sent sent = sendAndKillMidway(orders);
            settling.awaitPublished(sent.accepted().size(), patience);
            int redelivered = redeliver(ledger.sampleOfOrders(), broker);
            settling.await(sent.accepted().size(), patience);
            redelivered += redeliver(ledger.sampleOfStock(), broker);
            Settling.Pending left = settling.await(sent.accepted().size(), patience);
            Duration settled = since(start).minus(sent.took());

            Count count = Count.of(sent, ledger, seeds);
            return new Verdict(
                    count.tally(),
                    complaints(sent, redelivered, left, broker, count),
                    redelivered,
                    sent.took(),
                    settled);
        }
    }

    private Sent sendAndKillMidway(int orders) {
        var outage = new Outage(marketplace, (orders + 1) / 2, progress);
        progress.accept("sending " + orders + " orders, changing prices on the way");
        try (var client = marketplace.client()) {
            Sent sent = new Sending(client, outage::accepted).send(Plan.of(orders));
            progress.accept("sent; " + sent.accepted().size() + " accepted");
            outage.awaitEnd();
            return sent;
        }
    }

    /** At-least-once delivery made visible: without an inbox the second copy of these would have a second effect. */
    private int redeliver(List<StoredEvent> events, Broker broker) {
        events.forEach(broker::publishAgain);
        progress.accept("delivered " + events.size() + " published events once more");
        return events.size();
    }

    private List<String> complaints(Sent sent, int redelivered, Settling.Pending left, Broker broker, Count count) {
        Tally tally = count.tally();
        List<String> complaints = new ArrayList<>(sent.complaints());
        complainIf(
                tally.lost() > 0,
                "lost " + tally.lost() + " accepted orders or prices: " + some(count.lost()),
                complaints);
        complainIf(
                tally.appliedTwice() > 0,
                "applied " + tally.appliedTwice() + " effects twice: " + some(count.appliedTwice()),
                complaints);
        complainOfOrder(count, complaints);
        complainIf(!left.isNothing(), "gave up waiting: " + left, complaints);
        ledger.parked().forEach(row -> complaints.add("an event can't be published: " + row));
        complainIf(
                ledger.orders() != tally.accepted(),
                "the database holds " + ledger.orders() + " orders, but " + tally.accepted() + " were accepted",
                complaints);
        complainIf(
                redelivered == 0 || tally.duplicatesSuppressed() == 0,
                "nothing proven: " + redelivered + " events were delivered again, " + tally.duplicatesSuppressed()
                        + " recognised",
                complaints);
        broker.waiting()
                .forEach((queue, messages) ->
                        complainIf(Settling.isNet(queue), messages + " messages ended in " + queue, complaints));
        return complaints;
    }

    /** Prices have an order: their noun is marked {@code ordered}. */
    static void complainOfOrder(Count count, List<String> complaints) {
        complainIf(
                !count.reordered().isEmpty(),
                "reordered " + count.reordered().size() + " prices: " + some(count.reordered()),
                complaints);
    }

    private static void complainIf(boolean broken, String complaint, List<String> complaints) {
        if (broken) {
            complaints.add(complaint);
        }
    }

    /** Enough to begin looking. */
    private static String some(Set<String> ids) {
        return ids.stream().limit(3).collect(Collectors.joining(", ")) + (ids.size() > 3 ? ", …" : "");
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
