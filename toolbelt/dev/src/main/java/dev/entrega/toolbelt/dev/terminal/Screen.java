package dev.entrega.toolbelt.dev.terminal;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person sees: the run's own lines as they are, those of the processes behind their names, each in a colour of
 * its own if there are colours. Until {@link #showLogs} the processes are silent, so that the start stays readable; their
 * log files have every line. Thread-safe.
 */
public final class Screen {
    private static final String RESET = "\u001b[0m";
    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final List<String> COLOURS =
            List.of("\u001b[36m", "\u001b[35m", "\u001b[34m", "\u001b[33m", "\u001b[32m", "\u001b[96m", "\u001b[95m");

    private final PrintStream out;
    private final boolean colours;
    private final List<String> labels = new ArrayList<>();
    private int width;
    private boolean logs;

    public Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /** Whether colours are wanted here: on a terminal, unless somebody said no (https://no-color.org). */
    public static boolean colours(boolean refused) {
        String noColour = System.getenv("NO_COLOR");
        return !refused && (noColour == null || noColour.isEmpty()) && isTerminal();
    }

    /** Whether a person sits there, who can type keys. */
    public static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Makes the column of names wide enough. */
    public synchronized void expect(String label) {
        labels.add(label);
        width = Math.max(width, label.length());
    }

    /** From now on, what the processes say is shown. */
    public synchronized void showLogs() {
        logs = true;
    }

    /** A line of the run's own. */
    public synchronized void say(String line) {
        out.println(line);
    }

    /** Something that stands out between the lines of the processes. */
    public synchronized void news(String line) {
        out.println(colours ? BOLD + "» " + line + RESET : "» " + line);
    }

    /** A line of a process; a line that says ERROR stands out. */
    public synchronized void log(String label, String line) {
        if (!logs) {
            return;
        }
        String name = label + " ".repeat(Math.max(0, width - label.length())) + " | ";
        if (!colours) {
            out.println(name + line);
            return;
        }
        int index = Math.max(0, labels.indexOf(label));
        String text = line.contains(" ERROR ") ? RED + line + RESET : line;
        out.println(COLOURS.get(index % COLOURS.size()) + name + RESET + text);
    }
}
