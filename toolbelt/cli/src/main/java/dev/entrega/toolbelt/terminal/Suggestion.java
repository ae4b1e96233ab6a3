package dev.entrega.toolbelt.terminal;

import java.util.Collection;
import java.util.Comparator;

/** What was probably meant. */
public final class Suggestion {

    private Suggestion() {}

    /** As {@code ". Did you mean stock-service?"}; else what there is, if that is little; else nothing. */
    public static String among(Collection<String> known, String typed) {
        int close = Math.max(2, typed.length() / 3);
        var best = known.stream()
                .filter(name -> name.contains(typed) || distance(name, typed) <= close)
                .min(Comparator.comparingInt(name -> distance(name, typed)));
        if (best.isPresent()) {
            return ". Did you mean " + best.get() + "?";
        }
        return known.isEmpty() || known.size() > 12
                ? ""
                : "; there is " + String.join(", ", known.stream().sorted().toList());
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
