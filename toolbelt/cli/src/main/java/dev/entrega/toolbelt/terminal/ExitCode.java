package dev.entrega.toolbelt.terminal;

/** What the toolbelt tells a script. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FINDINGS = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int REFUSED = 4;
    public static final int PARTLY = 5;
    public static final int UNREACHABLE = 6;
    public static final int NOT_ALLOWED = 7;
    public static final int BUG = 70;
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
