package dev.entrega.toolbelt;

/** What the toolbelt tells a script. Two more come by themselves: 1 from a program it runs, 130 when interrupted. */
final class ExitCode {
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int BUG = 70;

    private ExitCode() {}
}
