package dev.entrega.toolbelt.scaffold;

/** No service can be made of what was asked for. The message says what, why and how to mend it, in one line. */
public final class ScaffoldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    private ScaffoldException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    static ScaffoldException misused(String message) {
        return new ScaffoldException(message, false);
    }

    static ScaffoldException refused(String message) {
        return new ScaffoldException(message, true);
    }

    /** Whether the words were right, and doing it would destroy something; else the words were wrong. */
    public boolean isRefused() {
        return refused;
    }

    /** Never null: the factories demand it. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
