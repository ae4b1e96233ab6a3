package dev.entrega.contract.pattern;

import dev.entrega.contract.pattern.Term.Choice;
import dev.entrega.contract.pattern.Term.Letter;
import dev.entrega.contract.pattern.Term.Repeat;
import dev.entrega.contract.pattern.Term.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The position automaton of a term (Glushkov 1961): a state for each letter of the term, which has just been read, and
 * state 0 before the first. No empty moves, so a word's ways through it are the ways a backtracking matcher can take;
 * where two moves lead from one state to the same other one, both are kept, for the same reason.
 */
final class Automaton {

    private static final int MOST_STATES = 3000;

    /** What is known of a part of the term while it is built up. */
    private record Part(List<Integer> first, List<Integer> last, boolean nullable) {
        static final Part EMPTY = new Part(List.of(), List.of(), true);
    }

    private final List<CodePoints> letters = new ArrayList<>(List.of(new CodePoints(List.of())));
    private final List<List<Integer>> moves = new ArrayList<>(List.of(new ArrayList<>()));
    private final BitSet ends = new BitSet();

    private Automaton() {}

    static Automaton of(Term term) throws UnsupportedPatternException {
        Automaton automaton = new Automaton();
        Part whole = automaton.add(term);
        automaton.moves.get(0).addAll(whole.first);
        whole.last.forEach(automaton.ends::set);
        automaton.ends.set(0, whole.nullable);
        return automaton;
    }

    int states() {
        return letters.size();
    }

    /** What has to be read to come into a state. */
    CodePoints letter(int state) {
        return letters.get(state);
    }

    List<Integer> moves(int state) {
        return moves.get(state);
    }

    boolean isEnd(int state) {
        return ends.get(state);
    }

    /** Where a set of states comes by a letter. */
    BitSet next(BitSet states, int point) {
        BitSet next = new BitSet();
        states.stream()
                .forEach(state -> moves.get(state).forEach(to -> {
                    if (!next.get(to) && letters.get(to).contains(point)) {
                        next.set(to);
                    }
                }));
        return next;
    }

    boolean isEnd(BitSet states) {
        return states.intersects(ends);
    }

    private Part add(Term term) throws UnsupportedPatternException {
        if (term instanceof Letter letter) {
            return add(letter);
        }
        if (term instanceof Sequence sequence) {
            Part whole = Part.EMPTY;
            for (Term next : sequence.terms()) {
                whole = join(whole, add(next));
            }
            return whole;
        }
        if (term instanceof Choice choice) {
            Part whole = new Part(List.of(), List.of(), false);
            for (Term branch : choice.terms()) {
                Part part = add(branch);
                whole = new Part(
                        union(whole.first, part.first), union(whole.last, part.last), whole.nullable || part.nullable);
            }
            return whole;
        }
        return add((Repeat) term);
    }

    private Part add(Letter letter) throws UnsupportedPatternException {
        int state = letters.size();
        if (state > MOST_STATES) {
            throw new UnsupportedPatternException("more than " + MOST_STATES + " states");
        }
        letters.add(letter.set());
        moves.add(new ArrayList<>());
        return new Part(List.of(state), List.of(state), false);
    }

    private Part add(Repeat repeat) throws UnsupportedPatternException {
        Part whole = Part.EMPTY;
        boolean endless = repeat.max() == Repeat.UNBOUNDED;
        int certain = endless ? Math.max(repeat.min() - 1, 0) : repeat.min();
        for (int i = 0; i < certain; i++) {
            whole = join(whole, add(repeat.term()));
        }
        if (endless) {
            Part last = add(repeat.term());
            last.last.forEach(from -> moves.get(from).addAll(last.first));
            return join(whole, new Part(last.first, last.last, last.nullable || repeat.min() == 0));
        }
        return repeat.isFixed() ? whole : join(whole, upTo(repeat.max() - repeat.min(), repeat.term()));
    }

    /** {@code t?t?t?} as {@code (t(t(t)?)?)?}, which has a single way through for each number of times. */
    private Part upTo(int times, Term term) throws UnsupportedPatternException {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            parts.add(add(term));
        }
        Part whole = Part.EMPTY;
        for (int i = times - 1; i >= 0; i--) {
            Part joined = join(parts.get(i), whole);
            whole = new Part(joined.first, joined.last, true);
        }
        return whole;
    }

    private Part join(Part left, Part right) {
        left.last.forEach(from -> moves.get(from).addAll(right.first));
        return new Part(
                left.nullable ? union(left.first, right.first) : left.first,
                right.nullable ? union(left.last, right.last) : right.last,
                left.nullable && right.nullable);
    }

    private static List<Integer> union(List<Integer> left, List<Integer> right) {
        List<Integer> union = new ArrayList<>(left);
        union.addAll(right);
        return union;
    }
}
