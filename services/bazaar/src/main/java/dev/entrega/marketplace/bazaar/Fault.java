package dev.entrega.marketplace.bazaar;

/** What goes wrong with the partner. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** It answers 503. */
    DOWN,
    /** It answers after ten seconds. */
    SLOW,
    /** It does what it is asked for, and answers nothing. */
    SILENT
}
