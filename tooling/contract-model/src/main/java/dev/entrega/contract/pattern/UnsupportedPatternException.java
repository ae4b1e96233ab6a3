package dev.entrega.contract.pattern;

/** A pattern that is no regular expression, or uses what makes it more than one. */
public final class UnsupportedPatternException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsupportedPatternException(String message) {
        super(message);
    }
}
