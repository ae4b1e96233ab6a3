package dev.entrega.contract.compatibility;

import java.util.Set;
import java.util.TreeSet;

/** The strings of a range of lengths, in code points, that match all patterns and have all formats. */
record Strings(int min, int max, Set<String> patterns, Set<String> formats) {

    static final int NO_BOUND = Integer.MAX_VALUE;
    static final Strings ALL = new Strings(0, NO_BOUND, Set.of(), Set.of());

    Strings and(Strings other) {
        int shortest = Math.max(min, other.min);
        int longest = Math.min(max, other.max);
        return new Strings(shortest, longest, union(patterns, other.patterns), union(formats, other.formats));
    }

    static Set<String> union(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        Set<String> union = new TreeSet<>(a);
        union.addAll(b);
        return union;
    }
}
