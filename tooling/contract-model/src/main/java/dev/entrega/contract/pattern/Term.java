package dev.entrega.contract.pattern;

import java.util.List;

/** A regular expression that matches a word as a whole. */
sealed interface Term {

    /** Matches the empty word alone. */
    Term EMPTY = new Sequence(List.of());

    /** Matches every word. */
    Term ANYTHING = new Repeat(new Letter(CodePoints.ALL), 0, Repeat.UNBOUNDED);

    /** One code point out of a set. */
    record Letter(CodePoints set) implements Term {}

    /** One after the other. */
    record Sequence(List<Term> terms) implements Term {
        public Sequence {
            terms = List.copyOf(terms);
        }
    }

    /** One or the other. */
    record Choice(List<Term> terms) implements Term {
        public Choice {
            terms = List.copyOf(terms);
        }
    }

    /** The same several times. */
    record Repeat(Term term, int min, int max) implements Term {
        static final int UNBOUNDED = Integer.MAX_VALUE;

        boolean isFixed() {
            return min == max;
        }
    }
}
