package dev.entrega.contract.compatibility;

/** The comparison would take more work than it is worth, or the schema has no meaning; carries where. */
final class TooComplexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String pointer;

    TooComplexException(String pointer, String message) {
        super(message);
        this.pointer = pointer;
    }

    String pointer() {
        return pointer;
    }
}
