package dev.entrega.contract.compatibility;

import java.util.Locale;

/** What a change comes to. */
public enum Severity {
    /** One side refuses what the other sends. */
    BREAKING,
    /** Nobody could show either. Counts as breaking until someone has looked. */
    UNDECIDED,
    /** Both sides go on. */
    INFO;

    /** As in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
