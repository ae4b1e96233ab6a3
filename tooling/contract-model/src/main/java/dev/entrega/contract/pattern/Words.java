package dev.entrega.contract.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Words that several patterns match, shortest first, found by a breadth-first walk through all of their automata at once.
 * Its result is exact: no word found by a walk that came to its end means that there is none.
 */
public final class Words {

    /** Of the letters that behave alike the first of these is taken, for the reader's sake. */
    private static final String LIKED = "aA0-_. bB1x";

    private static final int MOST_STEPS = 60_000;
    private static final int LONGEST = 100_000;

    private final List<Automaton> matching = new ArrayList<>();
    private final @Nullable Automaton other;

    private Words(List<String> patterns, @Nullable String other) throws UnsupportedPatternException {
        for (String pattern : patterns) {
            matching.add(Automaton.of(PatternReader.read(pattern)));
        }
        this.other = other == null ? null : Automaton.of(PatternReader.read(other));
    }

    /**
     * What a walk has found.
     *
     * @param words    at most as many as were asked for, shortest first
     * @param complete whether the walk came to its end: if it found nothing, there is nothing
     */
    public record Found(List<String> words, boolean complete) {}

    /** Where a walk stands, with the way back. */
    private record Step(
            List<BitSet> states, int length, @Nullable Step before, int point) {}

    private record Place(List<BitSet> states, int length) {}

    /**
     * Looks for words.
     *
     * @param patterns each matches the words
     * @param other    does not match them; null if there is no such condition
     * @param min      of code points
     * @param max      of code points, {@link Integer#MAX_VALUE} for no bound
     * @param count    how many words to look for
     */
    public static Found find(List<String> patterns, @Nullable String other, int min, int max, int count)
            throws UnsupportedPatternException {
        if (min > max) {
            return new Found(List.of(), true);
        }
        if (patterns.isEmpty() && other == null && count == 1) {
            return min > LONGEST ? new Found(List.of(), false) : new Found(List.of("a".repeat(min)), true);
        }
        return new Words(patterns, other).walk(min, max, count);
    }

    private Found walk(int min, int max, int count) {
        List<Integer> alphabet = alphabet();
        List<String> words = new ArrayList<>();
        Deque<Step> open = new ArrayDeque<>();
        Set<Place> seen = new HashSet<>();
        open.add(new Step(start(), 0, null, 0));
        for (int steps = 0; !open.isEmpty(); steps++) {
            if (steps > MOST_STEPS) {
                return new Found(words, false);
            }
            Step step = open.remove();
            if (step.length >= min && isWord(step.states)) {
                words.add(spell(step));
                if (words.size() == count) {
                    return new Found(words, true);
                }
            }
            if (step.length == max) {
                continue;
            }
            for (int point : alphabet) {
                List<BitSet> next = next(step.states, point);
                int length = step.length + 1;
                // Beyond what is at least needed the length no longer matters, unless there is an upper bound.
                int counted = max == Integer.MAX_VALUE ? Math.min(length, min) : length;
                if (next != null && (count > 1 || seen.add(new Place(next, counted)))) {
                    open.add(new Step(next, length, step, point));
                }
            }
        }
        return new Found(words, true);
    }

    private List<BitSet> start() {
        BitSet zero = new BitSet();
        zero.set(0);
        List<BitSet> start = new ArrayList<>();
        matching.forEach(automaton -> start.add(zero));
        if (other != null) {
            start.add(zero);
        }
        return start;
    }

    private @Nullable List<BitSet> next(List<BitSet> states, int point) {
        List<BitSet> next = new ArrayList<>(states.size());
        for (int i = 0; i < matching.size(); i++) {
            BitSet set = matching.get(i).next(states.get(i), point);
            if (set.isEmpty()) {
                return null; // no way leads from here to a word
            }
            next.add(set);
        }
        if (other != null) {
            next.add(other.next(states.get(matching.size()), point));
        }
        return next;
    }

    private boolean isWord(List<BitSet> states) {
        for (int i = 0; i < matching.size(); i++) {
            if (!matching.get(i).isEnd(states.get(i))) {
                return false;
            }
        }
        return other == null || !other.isEnd(states.get(matching.size()));
    }

    /** One letter for each group of letters that no pattern tells apart. */
    private List<Integer> alphabet() {
        Set<CodePoints> sets = new HashSet<>();
        TreeSet<Integer> cuts = new TreeSet<>();
        List<Automaton> all = new ArrayList<>(matching);
        if (other != null) {
            all.add(other);
        }
        all.forEach(automaton -> {
            for (int state = 1; state < automaton.states(); state++) {
                sets.add(automaton.letter(state));
            }
        });
        sets.add(CodePoints.ALL);
        sets.forEach(set -> set.ranges().forEach(range -> {
            cuts.add(range.from());
            cuts.add(range.to() + 1);
        }));
        List<CodePoints> told = List.copyOf(sets);
        Map<BitSet, Integer> groups = new LinkedHashMap<>();
        LIKED.codePoints().forEach(point -> groups.putIfAbsent(membership(told, point), point));
        cuts.tailSet((int) ' ').stream()
                .filter(CodePoints.ALL::contains)
                .forEach(point -> groups.putIfAbsent(membership(told, point), point));
        cuts.stream()
                .filter(CodePoints.ALL::contains)
                .forEach(point -> groups.putIfAbsent(membership(told, point), point));
        return List.copyOf(groups.values());
    }

    private static BitSet membership(List<CodePoints> sets, int point) {
        BitSet membership = new BitSet();
        for (int i = 0; i < sets.size(); i++) {
            membership.set(i, sets.get(i).contains(point));
        }
        return membership;
    }

    private static String spell(Step last) {
        StringBuilder word = new StringBuilder();
        for (Step step = last; step != null && step.before != null; step = step.before) {
            word.insert(0, Character.toString(step.point));
        }
        return word.toString();
    }
}
