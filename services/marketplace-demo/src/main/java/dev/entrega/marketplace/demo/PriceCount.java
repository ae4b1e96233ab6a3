package dev.entrega.marketplace.demo;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the changed prices.
 *
 * @param changed how many changes the orders API has committed
 * @param lost committed or promised ones that the stock service has neither in its history nor as a dead letter, and
 *     promised ones that were not committed
 * @param twice those that are in the history more than once
 * @param reordered those that are in the history behind a later one; the repeat of an old one is that, too
 */
record PriceCount(int changed, Set<String> lost, Set<String> twice, Set<String> reordered) {

    /** @param promised the revisions that the API's answers named */
    static PriceCount of(Set<Revision> promised, Ledger ledger) {
        Set<Revision> committed = ledger.pricesCommitted();
        Set<Revision> arrived = new HashSet<>(ledger.pricesHandled());
        arrived.addAll(ledger.pricesDeadLettered());
        Set<String> lost = new TreeSet<>();
        promised.stream()
                .filter(revision -> !committed.contains(revision))
                .map(Revision::toString)
                .forEach(lost::add);
        committed.stream()
                .filter(revision -> !arrived.contains(revision))
                .map(Revision::toString)
                .forEach(lost::add);
        return new PriceCount(
                committed.size(), lost, names(ledger.pricesHandledTwice()), names(ledger.pricesReordered()));
    }

    private static Set<String> names(Set<Revision> revisions) {
        Set<String> names = new TreeSet<>();
        revisions.forEach(revision -> names.add(revision.toString()));
        return names;
    }
}
