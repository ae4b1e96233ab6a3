package dev.entrega.contract.pattern;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * In how many ways an automaton reads a word (Weber and Seidl 1991): in exponentially many if a state leads back to itself
 * in two ways by the same word; in more and more if two loops, one behind the other, read the same word.
 */
final class Ambiguity {

    private final Automaton automaton;
    private final List<BitSet> reached = new ArrayList<>();

    Ambiguity(Automaton automaton) {
        this.automaton = automaton;
        for (int state = 0; state < automaton.states(); state++) {
            reached.add(reachable(state));
        }
    }

    /** A state from which two ways by the same word lead back to it. */
    boolean isExponential() {
        for (int state = 1; state < automaton.states(); state++) {
            BitSet back = loop(state);
            if (!back.get(state)) {
                continue;
            }
            for (int from : back.stream().toArray()) {
                List<Integer> moves =
                        automaton.moves(from).stream().filter(back::get).toList();
                if (new HashSet<>(moves).size() < moves.size()) {
                    return true; // the same move twice
                }
            }
            if (pairs(state, back)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two ways from a state part and meet again in it, within its loop. */
    private boolean pairs(int state, BitSet loop) {
        Set<Long> seen = new HashSet<>();
        Deque<int[]> open = new ArrayDeque<>();
        open.add(new int[] {state, state, 0});
        while (!open.isEmpty()) {
            int[] at = open.remove();
            for (int one : automaton.moves(at[0])) {
                for (int other : automaton.moves(at[1])) {
                    if (!loop.get(one) || !loop.get(other) || !meet(one, other)) {
                        continue;
                    }
                    int parted = at[2] == 1 || one != other ? 1 : 0;
                    if (parted == 1 && one == state && other == state) {
                        return true;
                    }
                    if (seen.add(key(one, other, parted, automaton.states()))) {
                        open.add(new int[] {one, other, parted});
                    }
                }
            }
        }
        return false;
    }

    /** Two loops, the second reached from the first, and a word that goes round both and from one to the other. */
    boolean isPolynomial() {
        List<Integer> looping = new ArrayList<>();
        for (int state = 1; state < automaton.states(); state++) {
            if (loop(state).get(state)) {
                looping.add(state);
            }
        }
        for (int first : looping) {
            BitSet after = reached.get(first);
            for (int second : looping) {
                boolean behind = first != second
                        && after.get(second)
                        && !reached.get(second).get(first);
                if (behind && triples(first, second)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean triples(int first, int second) {
        Set<Long> seen = new HashSet<>();
        Deque<int[]> open = new ArrayDeque<>();
        open.add(new int[] {first, first, second});
        int n = automaton.states();
        while (!open.isEmpty()) {
            int[] at = open.remove();
            for (int one : automaton.moves(at[0])) {
                for (int two : automaton.moves(at[1])) {
                    if (!meet(one, two)) {
                        continue;
                    }
                    for (int three : automaton.moves(at[2])) {
                        if (!meet(one, three) || !meet(two, three)) {
                            continue;
                        }
                        if (one == first && two == second && three == second) {
                            return true;
                        }
                        if (seen.add(((long) one * n + two) * n + three)) {
                            open.add(new int[] {one, two, three});
                        }
                    }
                }
            }
        }
        return false;
    }

    private boolean meet(int one, int other) {
        return one == other || automaton.letter(one).meets(automaton.letter(other));
    }

    /** The states on ways from a state back to it. */
    private BitSet loop(int state) {
        BitSet loop = new BitSet();
        reached.get(state).stream()
                .filter(other -> reached.get(other).get(state))
                .forEach(loop::set);
        return loop;
    }

    /** By one move or more. */
    private BitSet reachable(int state) {
        BitSet reached = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(automaton.moves(state));
        while (!open.isEmpty()) {
            int next = open.remove();
            if (!reached.get(next)) {
                reached.set(next);
                open.addAll(automaton.moves(next));
            }
        }
        return reached;
    }

    private static long key(int one, int other, int parted, int states) {
        return ((long) one * states + other) * 2 + parted;
    }
}
