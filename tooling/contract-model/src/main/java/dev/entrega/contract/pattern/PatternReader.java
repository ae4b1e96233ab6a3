package dev.entrega.contract.pattern;

import dev.entrega.contract.pattern.Term.Choice;
import dev.entrega.contract.pattern.Term.Letter;
import dev.entrega.contract.pattern.Term.Repeat;
import dev.entrega.contract.pattern.Term.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern, by recursive descent. Anchors are understood at the ends of the pattern and of its outermost
 * alternatives; look-around, back-references, possessive quantifiers and flags are not regular or not needed.
 */
final class PatternReader {

    private static final int DEEPEST = 50;
    private static final int MOST_REPETITIONS = 1000;

    private final int[] points;
    private int at;
    private int depth;

    private PatternReader(String pattern) {
        this.points = pattern.codePoints().toArray();
    }

    /** One of the outermost alternatives, and whether it is bound to the ends of the word. */
    record Branch(boolean start, Term body, boolean end) {
        Term whole() {
            List<Term> parts = new ArrayList<>();
            if (!start) {
                parts.add(Term.ANYTHING);
            }
            parts.add(body);
            if (!end) {
                parts.add(Term.ANYTHING);
            }
            return parts.size() == 1 ? body : new Sequence(parts);
        }
    }

    /** What a pattern finds anywhere in a word, as a term that matches the word as a whole. */
    static Term read(String pattern) throws UnsupportedPatternException {
        List<Term> wholes = branches(pattern).stream().map(Branch::whole).toList();
        return wholes.size() == 1 ? wholes.get(0) : new Choice(wholes);
    }

    static List<Branch> branches(String pattern) throws UnsupportedPatternException {
        return new PatternReader(pattern).branches();
    }

    private List<Branch> branches() throws UnsupportedPatternException {
        List<Branch> branches = new ArrayList<>();
        do {
            boolean start = skip('^');
            Term body = sequence();
            branches.add(new Branch(start, body, skip('$')));
        } while (skip('|'));
        if (at < points.length) {
            throw unsupported();
        }
        return branches;
    }

    private Term choice() throws UnsupportedPatternException {
        List<Term> branches = new ArrayList<>();
        do {
            branches.add(sequence());
        } while (skip('|'));
        return branches.size() == 1 ? branches.get(0) : new Choice(branches);
    }

    private Term sequence() throws UnsupportedPatternException {
        List<Term> terms = new ArrayList<>();
        while (at < points.length && points[at] != '|' && points[at] != ')' && points[at] != '$') {
            terms.add(quantified(atom()));
        }
        return terms.size() == 1 ? terms.get(0) : new Sequence(terms);
    }

    private Term quantified(Term term) throws UnsupportedPatternException {
        if (at == points.length) {
            return term;
        }
        int before = at;
        Term repeated = switch (points[at]) {
            case '*' -> repeat(term, 0, Repeat.UNBOUNDED);
            case '+' -> repeat(term, 1, Repeat.UNBOUNDED);
            case '?' -> repeat(term, 0, 1);
            case '{' -> counted(term);
            default -> term;
        };
        if (at > before && !skip('?') && at < points.length && points[at] == '+') {
            throw new UnsupportedPatternException("a possessive quantifier");
        }
        return repeated;
    }

    private Term repeat(Term term, int min, int max) {
        at++;
        return new Repeat(term, min, max);
    }

    private Term counted(Term term) throws UnsupportedPatternException {
        at++;
        int min = number();
        int max = min;
        if (skip(',')) {
            max = at < points.length && points[at] == '}' ? Repeat.UNBOUNDED : number();
        }
        if (!skip('}') || max < min) {
            throw unsupported();
        }
        return new Repeat(term, min, max);
    }

    private int number() throws UnsupportedPatternException {
        int from = at;
        int value = 0;
        while (at < points.length && points[at] >= '0' && points[at] <= '9') {
            value = value * 10 + points[at++] - '0';
            if (value > MOST_REPETITIONS) {
                throw new UnsupportedPatternException("more than " + MOST_REPETITIONS + " repetitions");
            }
        }
        if (at == from) {
            throw unsupported();
        }
        return value;
    }

    private Term atom() throws UnsupportedPatternException {
        int point = points[at++];
        return switch (point) {
            case '(' -> group();
            case '[' -> new Letter(set());
            case '.' -> new Letter(CharacterClasses.DOT);
            case '\\' -> new Letter(escape());
            case '^', '*', '+', '?', '{' -> {
                at--;
                throw unsupported();
            }
            default -> new Letter(CodePoints.of(point));
        };
    }

    private Term group() throws UnsupportedPatternException {
        if (skip('?') && !skip(':')) {
            throw new UnsupportedPatternException(
                    "look-around, a name or a flag: (?" + (at < points.length ? Character.toString(points[at]) : ""));
        }
        if (++depth > DEEPEST) {
            throw new UnsupportedPatternException("groups nested more than " + DEEPEST + " deep");
        }
        Term inside = choice();
        depth--;
        if (!skip(')')) {
            throw unsupported();
        }
        return inside;
    }

    private CodePoints set() throws UnsupportedPatternException {
        boolean negated = skip('^');
        CodePoints set = new CodePoints(List.of());
        boolean first = true;
        while (at < points.length && (points[at] != ']' || first)) {
            boolean single = points[at] != '\\' || isLiteral(at + 1);
            CodePoints from = member();
            if (single && at + 1 < points.length && points[at] == '-' && points[at + 1] != ']') {
                at++;
                CodePoints to = member();
                int low = from.ranges().get(0).from();
                int high = to.ranges().get(0).from();
                if (to.ranges().get(0).to() != high || high < low) {
                    throw unsupported();
                }
                from = CodePoints.range(low, high);
            }
            set = set.or(from);
            first = false;
        }
        if (!skip(']')) {
            throw unsupported();
        }
        return negated ? set.not() : set;
    }

    private boolean isLiteral(int index) {
        return index < points.length && "dDwWsSpP".indexOf(points[index]) < 0;
    }

    private CodePoints member() throws UnsupportedPatternException {
        int point = at < points.length ? points[at++] : -1;
        if (point == '\\') {
            return escape();
        }
        boolean intersection = point == '&' && at < points.length && points[at] == '&';
        if (point < 0
                || point == '['
                || point == ']'
                || intersection) { // the JDK's nested sets mean something else here
            at--;
            throw unsupported();
        }
        return CodePoints.of(point);
    }

    private CodePoints escape() throws UnsupportedPatternException {
        if (at == points.length) {
            throw unsupported();
        }
        int letter = points[at++];
        return switch (letter) {
            case 'p', 'P' -> property(letter);
            case 'x' -> CodePoints.of(hexadecimal(2));
            case 'u' -> CodePoints.of(hexadecimal(4));
            default -> CharacterClasses.escaped(letter);
        };
    }

    private CodePoints property(int letter) throws UnsupportedPatternException {
        StringBuilder name = new StringBuilder();
        if (!skip('{')) {
            throw unsupported();
        }
        while (at < points.length && points[at] != '}') {
            name.appendCodePoint(points[at++]);
        }
        if (!skip('}')) {
            throw unsupported();
        }
        return CharacterClasses.property("\\" + (char) letter + "{" + name + "}");
    }

    private int hexadecimal(int digits) throws UnsupportedPatternException {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = at < points.length ? Character.digit(points[at++], 16) : -1;
            if (digit < 0) {
                throw unsupported();
            }
            value = value * 16 + digit;
        }
        if (Character.isBmpCodePoint(value) && Character.isSurrogate((char) value)) {
            throw new UnsupportedPatternException("half of a surrogate pair");
        }
        return value;
    }

    private boolean skip(int point) {
        boolean there = at < points.length && points[at] == point;
        if (there) {
            at++;
        }
        return there;
    }

    private UnsupportedPatternException unsupported() {
        return new UnsupportedPatternException(
                at < points.length
                        ? "'" + Character.toString(points[at]) + "' at position " + (at + 1)
                        : "an end that comes too early");
    }
}
