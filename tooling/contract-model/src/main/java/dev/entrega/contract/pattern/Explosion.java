package dev.entrega.contract.pattern;

import dev.entrega.contract.pattern.PatternReader.Branch;
import dev.entrega.contract.pattern.Term.Choice;
import dev.entrega.contract.pattern.Term.Repeat;
import dev.entrega.contract.pattern.Term.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ways in which a matcher that backtracks, as the JDK's, takes too long or too deep a stack for a pattern. */
public final class Explosion {

    /** A matcher goes a level deeper for each repetition of a group, and a stack has some thousand. */
    private static final int MOST_REPETITIONS_OF_A_GROUP = 500;

    private static final int LARGEST = 400;

    private Explosion() {}

    /** Why a pattern must not be used; empty if it is matched in linear time. */
    public static Optional<String> of(String pattern) {
        try {
            List<Branch> branches = PatternReader.branches(pattern);
            Term term = new Choice(branches.stream().map(Branch::body).toList());
            boolean searches = branches.stream().anyMatch(branch -> !branch.start() && isEndless(branch.body()));
            return searches
                    ? Optional.of("it repeats without a bound and may begin anywhere, so that the time grows with the"
                            + " square of the length; begin it with ^")
                    : of(term);
        } catch (UnsupportedPatternException e) {
            return Optional.of("it has " + e.getMessage() + ", and so can't be shown to be matched in linear time");
        }
    }

    private static Optional<String> of(Term term) throws UnsupportedPatternException {
        Automaton loops = Automaton.of(loosened(term));
        Automaton exact = Automaton.of(term);
        if (loops.states() > LARGEST) {
            return Optional.of("it is too large to be judged");
        }
        if (new Ambiguity(loops).isExponential()) {
            return Optional.of(
                    "it can match the same text in more and more ways, so that a text that nearly matches takes"
                            + " for ever");
        }
        if (new Ambiguity(exact.states() > LARGEST ? loops : exact).isPolynomial()) {
            return Optional.of(
                    "two of its repetitions can match the same text, so that the time grows with the square of"
                            + " the length or worse");
        }
        return deepest(term) > MOST_REPETITIONS_OF_A_GROUP
                ? Optional.of("it repeats a group more than " + MOST_REPETITIONS_OF_A_GROUP
                        + " times, which overflows the stack on long texts; give the group a bound, such as {0,20}")
                : Optional.empty();
    }

    private static boolean isEndless(Term term) {
        if (term instanceof Sequence sequence) {
            return sequence.terms().stream().anyMatch(Explosion::isEndless);
        }
        if (term instanceof Choice choice) {
            return choice.terms().stream().anyMatch(Explosion::isEndless);
        }
        return term instanceof Repeat repeat && (repeat.max() == Repeat.UNBOUNDED || isEndless(repeat.term()));
    }

    /** Counted repetitions of what varies as endless ones: however bounded, their ways multiply. */
    private static Term loosened(Term term) {
        if (term instanceof Sequence sequence) {
            return new Sequence(loosened(sequence.terms()));
        }
        if (term instanceof Choice choice) {
            return new Choice(loosened(choice.terms()));
        }
        if (term instanceof Repeat repeat) {
            boolean loop = repeat.max() > 1 && (varies(repeat.term()) || !repeat.isFixed());
            Term inside = loosened(repeat.term());
            return loop
                    ? new Repeat(inside, Math.min(repeat.min(), 1), Repeat.UNBOUNDED)
                    : new Repeat(inside, repeat.min(), repeat.max());
        }
        return term;
    }

    private static List<Term> loosened(List<Term> terms) {
        List<Term> loosened = new ArrayList<>();
        terms.forEach(term -> loosened.add(loosened(term)));
        return loosened;
    }

    private static boolean varies(Term term) {
        if (term instanceof Sequence sequence) {
            return sequence.terms().stream().anyMatch(Explosion::varies);
        }
        if (term instanceof Repeat repeat) {
            return !repeat.isFixed() || varies(repeat.term());
        }
        return term instanceof Choice;
    }

    private static int deepest(Term term) {
        if (term instanceof Sequence sequence) {
            return sequence.terms().stream().mapToInt(Explosion::deepest).max().orElse(0);
        }
        if (term instanceof Choice choice) {
            return choice.terms().stream().mapToInt(Explosion::deepest).max().orElse(0);
        }
        if (term instanceof Repeat repeat) {
            boolean group = !(repeat.term() instanceof Term.Letter);
            return Math.max(group ? repeat.max() : 0, deepest(repeat.term()));
        }
        return 0;
    }
}
