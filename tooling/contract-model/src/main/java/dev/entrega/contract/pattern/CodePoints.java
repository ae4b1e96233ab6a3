package dev.entrega.contract.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** A set of Unicode code points, without the surrogates, as ranges in rising order that do not touch. */
record CodePoints(List<Range> ranges) {

    /** Both ends belong to it. */
    record Range(int from, int to) {}

    static final CodePoints ALL = new CodePoints(List.of(
            new Range(0, Character.MIN_SURROGATE - 1),
            new Range(Character.MAX_SURROGATE + 1, Character.MAX_CODE_POINT)));

    CodePoints {
        ranges = List.copyOf(ranges);
    }

    static CodePoints of(int codePoint) {
        return range(codePoint, codePoint);
    }

    static CodePoints range(int from, int to) {
        return new CodePoints(List.of(new Range(from, to)));
    }

    static CodePoints matching(IntPredicate predicate) {
        List<Range> ranges = new ArrayList<>();
        for (Range all : ALL.ranges) {
            int from = -1;
            for (int point = all.from; point <= all.to + 1; point++) {
                boolean in = point <= all.to && predicate.test(point);
                if (in && from < 0) {
                    from = point;
                } else if (!in && from >= 0) {
                    ranges.add(new Range(from, point - 1));
                    from = -1;
                }
            }
        }
        return new CodePoints(ranges);
    }

    CodePoints or(CodePoints other) {
        return combine(other, false);
    }

    CodePoints not() {
        return combine(new CodePoints(List.of()), true);
    }

    boolean contains(int point) {
        for (Range range : ranges) {
            if (point < range.from) {
                return false;
            }
            if (point <= range.to) {
                return true;
            }
        }
        return false;
    }

    boolean meets(CodePoints other) {
        return ranges.stream()
                .anyMatch(mine -> other.ranges.stream().anyMatch(its -> mine.from <= its.to && its.from <= mine.to));
    }

    private CodePoints combine(CodePoints other, boolean complement) {
        TreeSet<Integer> cuts = new TreeSet<>();
        for (CodePoints set : List.of(this, other, ALL)) {
            for (Range range : set.ranges) {
                cuts.add(range.from);
                cuts.add(range.to + 1);
            }
        }
        List<Range> result = new ArrayList<>();
        for (int from : cuts) {
            Integer next = cuts.higher(from);
            if (next == null || !ALL.contains(from) || (contains(from) || other.contains(from)) == complement) {
                continue;
            }
            Range last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && last.to == from - 1) {
                result.set(result.size() - 1, new Range(last.from, next - 1));
            } else {
                result.add(new Range(from, next - 1));
            }
        }
        return new CodePoints(result);
    }
}
