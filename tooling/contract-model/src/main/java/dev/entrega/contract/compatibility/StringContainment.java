package dev.entrega.contract.compatibility;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.entrega.contract.compatibility.Gap.Kind;
import dev.entrega.contract.pattern.UnsupportedPatternException;
import dev.entrega.contract.pattern.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether the strings of one alternative are among those of another: decided by the languages of their patterns. */
final class StringContainment {

    private final Pairing pairing;
    private final Strings inner;
    private final Strings outer;

    /** What each string of the inner alternative matches; more than that, where a pattern is not understood. */
    private final List<String> patterns = new ArrayList<>();

    private final List<Gap> gaps = new ArrayList<>();
    private boolean allUnderstood = true;

    private StringContainment(Pairing pairing) {
        this.pairing = pairing;
        this.inner = pairing.inner().strings();
        this.outer = pairing.outer().strings();
        inner.patterns().forEach(this::understand);
        patterns.addAll(Formats.patterns(inner.formats()));
    }

    static List<Gap> gaps(Pairing pairing) {
        return new StringContainment(pairing).compare();
    }

    private List<Gap> compare() {
        if (outer.min() > inner.min()) {
            check(
                    Kind.BOUND,
                    "minLength",
                    null,
                    inner.min(),
                    Math.min(inner.max(), outer.min() - 1),
                    word -> length(word) < outer.min());
        }
        if (outer.max() < inner.max()) {
            check(
                    Kind.BOUND,
                    "maxLength",
                    null,
                    Math.max(inner.min(), outer.max() + 1),
                    inner.max(),
                    word -> length(word) > outer.max());
        }
        for (String pattern : outer.patterns()) {
            if (!inner.patterns().contains(pattern)) {
                check(
                        Kind.PATTERN,
                        "pattern",
                        pattern,
                        inner.min(),
                        inner.max(),
                        word -> !Objects.matches(pattern, word));
            }
        }
        for (String format : outer.formats()) {
            if (!inner.formats().contains(format)) {
                checkFormat(format);
            }
        }
        return gaps;
    }

    /** Looks for a string of the inner alternative between two lengths that the pattern does not match. */
    private void check(
            Kind kind, String keyword, @Nullable String pattern, int min, int max, Predicate<String> refused) {
        try {
            Words.Found found = Words.find(patterns, pattern, min, max, 1);
            if (found.words().isEmpty() && found.complete()) {
                return; // more than the strings of the inner alternative keep to it
            }
            if (allUnderstood && inner.formats().isEmpty() && !found.words().isEmpty()) {
                gaps.add(pairing.gap(
                        kind,
                        keyword,
                        JsonNodeFactory.instance.textNode(found.words().get(0))));
                return;
            }
        } catch (UnsupportedPatternException e) {
            sample(kind, keyword, refused, "the pattern " + pattern + " has " + e.getMessage());
            return;
        }
        sample(kind, keyword, refused, "no string was found that shows what '" + keyword + "' refuses");
    }

    private void checkFormat(String format) {
        sample(
                Kind.FORMAT,
                "format",
                word -> !Formats.has(format, word),
                "no string was found that has not the format " + format);
    }

    /** Without a decision, an instance may still show it. */
    private void sample(Kind kind, String keyword, Predicate<String> refused, String reason) {
        gaps.add(samples().stream()
                .filter(this::isInner)
                .filter(refused)
                .findFirst()
                .map(word -> pairing.gap(kind, keyword, JsonNodeFactory.instance.textNode(word)))
                .orElseGet(() -> pairing.unclear(keyword, reason)));
    }

    private List<String> samples() {
        List<String> samples = new ArrayList<>(Formats.samples(inner.formats()));
        if (inner.formats().isEmpty()) {
            samples.addAll(words(List.of(), inner.min(), inner.max()));
            samples.addAll(words(patterns, inner.min(), inner.max()));
            samples.addAll(words(patterns, Math.max(inner.min(), 8), inner.max()));
            if (outer.max() < inner.max()) {
                samples.addAll(words(patterns, outer.max() + 1, inner.max()));
            }
        }
        return samples;
    }

    private static List<String> words(List<String> patterns, int min, int max) {
        try {
            return Words.find(patterns, null, min, max, 20).words();
        } catch (UnsupportedPatternException e) {
            return List.of();
        }
    }

    private boolean isInner(String word) {
        return length(word) >= inner.min()
                && length(word) <= inner.max()
                && inner.patterns().stream().allMatch(pattern -> Objects.matches(pattern, word))
                && inner.formats().stream().allMatch(format -> Formats.has(format, word));
    }

    private void understand(String pattern) {
        try {
            Words.find(List.of(pattern), null, 0, 0, 1);
            patterns.add(pattern);
        } catch (UnsupportedPatternException e) {
            allUnderstood = false;
        }
    }

    private static int length(String word) {
        return word.codePointCount(0, word.length());
    }
}
