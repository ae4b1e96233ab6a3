package dev.entrega.toolbelt.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a heading, each column as wide as its widest cell. Not thread-safe. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] numbers;

    /** @param columns their names; one that begins with {@code #} holds numbers, to the right */
    public Table(String... columns) {
        numbers = new boolean[columns.length];
        var heading = new ArrayList<String>();
        for (int i = 0; i < columns.length; i++) {
            numbers[i] = columns[i].startsWith("#");
            heading.add(numbers[i] ? columns[i].substring(1) : columns[i]);
        }
        rows.add(heading);
    }

    public void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(cell -> printable(cell.toString())).toList());
    }

    /** Heading first; only the heading if there is no row. */
    public List<String> lines() {
        var widths = new int[numbers.length];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(numbers[i] ? blanks + row.get(i) : row.get(i) + blanks);
        }
        return line.toString().stripTrailing();
    }

    /** What others wrote must neither break the line nor move the terminal's cursor. */
    public static String printable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return clean.toString();
    }
}
