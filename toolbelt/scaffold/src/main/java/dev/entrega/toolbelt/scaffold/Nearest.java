package dev.entrega.toolbelt.scaffold;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What somebody may have meant who mistyped it. */
final class Nearest {

    /** A third letter wrong, and it is another word. */
    private static final int MOST_SLIPS = 2;

    private Nearest() {}

    /** The most similar of the words, if it is no more than two slips away. */
    static Optional<String> to(String typed, Stream<String> words) {
        return words.filter(word -> slips(typed, word) <= MOST_SLIPS)
                .min(Comparator.comparingInt(word -> slips(typed, word)));
    }

    /** Levenshtein's distance: letters to be changed, added or left out. */
    private static int slips(String one, String other) {
        int[] row = IntStream.rangeClosed(0, other.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
