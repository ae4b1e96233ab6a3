package dev.entrega.toolbelt.terminal;

/**
 * How far a long work is: a bar on stderr where that is a terminal, nothing where it is not. Cleaned away when closed. Not
 * thread-safe.
 */
public final class Progress implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final Output output;
    private final String what;
    private final long total;
    private long drawn = -1;

    /** @param total 0 if it isn't known */
    public Progress(Output output, String what, long total) {
        this.output = output;
        this.what = what;
        this.total = total;
    }

    public void at(long done) {
        if (!output.live() || done == drawn) {
            return;
        }
        drawn = done;
        int filled = total == 0 ? 0 : Math.toIntExact(WIDTH * Math.min(done, total) / total);
        String bar = "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
        output.err().print(ERASE_LINE + (total == 0 ? "" : bar) + done + (total == 0 ? "" : "/" + total) + " " + what);
        output.err().flush();
    }

    @Override
    public void close() {
        clear();
    }

    /** Makes room for what is printed next. */
    public void clear() {
        if (drawn >= 0) {
            output.err().print(ERASE_LINE);
            output.err().flush();
        }
    }
}
