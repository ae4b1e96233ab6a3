package dev.entrega.contract.compatibility;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrays of a range of lengths whose items fulfil what holds at their index.
 *
 * @param first  what holds for the first items, one by one
 * @param others what holds for those behind
 * @param among  what a number of the items must fulfil
 */
record Arrays(int min, int max, boolean unique, List<Place> first, Place others, List<Among> among) {

    static final Arrays ALL = new Arrays(0, Strings.NO_BOUND, false, List.of(), Place.ANYTHING, List.of());

    /** {@code contains} with its bounds. */
    record Among(Place item, int min, int max) {}

    Place at(int index) {
        return index < first.size() ? first.get(index) : others;
    }

    Arrays and(Arrays other) {
        List<Place> items = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), other.first.size()); i++) {
            items.add(at(i).and(other.at(i)));
        }
        List<Among> both = new ArrayList<>(among);
        other.among.stream().filter(each -> !among.contains(each)).forEach(both::add);
        int shortest = Math.max(min, other.min);
        int longest = Math.min(max, other.max);
        return new Arrays(shortest, longest, unique || other.unique, items, others.and(other.others), both);
    }
}
