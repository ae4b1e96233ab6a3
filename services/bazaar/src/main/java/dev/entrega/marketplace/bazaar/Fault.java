package dev.entrega.marketplace.bazaar;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What goes wrong with the partner. */
public enum Fault {
    NONE("It is well."),
    DOWN("It answers 503."),
    SLOW("It answers after ten seconds."),
    SILENT("It does what it is asked for, and answers nothing.");

    private final String meaning;

    Fault(String meaning) {
        this.meaning = meaning;
    }

    /** As it is called in a path. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    static Optional<Fault> of(String word) {
        return Arrays.stream(values())
                .filter(fault -> fault.word().equals(word))
                .findFirst();
    }
}
