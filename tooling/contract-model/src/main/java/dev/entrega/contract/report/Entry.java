package dev.entrega.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.entrega.contract.lint.Finding;
import dev.entrega.contract.model.Contract;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finding as it is told.
 *
 * @param type      noun and action, as {@code order.placed}
 * @param version   the major version
 * @param rule      its id
 * @param severity  {@code error}, {@code breaking}, {@code undecided}, or {@code info}, which stands in nobody's way
 * @param pointer   a JSON pointer into the file, as a URI fragment
 * @param file      as the reader would name it
 * @param line      from 1
 * @param why       what it leads to
 * @param fix       how to mend it; empty if there is nothing to mend
 * @param witness   data that shows it; null if there is none
 * @param consumers who reads what is hit, as far as that is known
 */
public record Entry(
        String type,
        int version,
        String rule,
        String severity,
        String pointer,
        String file,
        int line,
        String why,
        String fix,
        @Nullable JsonNode witness,
        List<String> consumers) {

    private static final String INFO = "info";

    public Entry {
        consumers = List.copyOf(consumers);
    }

    /** @param file as the reader would name it */
    public static Entry of(dev.entrega.contract.compatibility.Finding finding, String file) {
        return new Entry(
                finding.type(),
                finding.version(),
                finding.rule(),
                finding.severity().word(),
                finding.pointer(),
                file,
                finding.line(),
                finding.why(),
                finding.fix(),
                finding.witness(),
                finding.consumers());
    }

    /** @param file as the reader would name it */
    public static Entry of(Contract contract, Finding finding, String file) {
        return new Entry(
                contract.name().noun() + "." + contract.name().action(),
                contract.name().major(),
                finding.rule(),
                "error",
                finding.pointer(),
                file,
                finding.line(),
                finding.why(),
                finding.fix(),
                null,
                List.of());
    }

    /** Whether it stands in the way. */
    public boolean counts() {
        return !severity.equals(INFO);
    }

    /** As {@code order.placed v1}. */
    public String contract() {
        return type + " v" + version;
    }

    /** The same with those who read what is hit. */
    public Entry hitting(List<String> readers) {
        return new Entry(type, version, rule, severity, pointer, file, line, why, fix, witness, readers);
    }

    /** Who is hit, as a line of its own; empty if nobody is known. */
    public String readBy() {
        return consumers.isEmpty() ? "" : "Read by " + String.join(", ", consumers) + ".";
    }

    /**
     * For people: a heading, the place, why, who is hit, how to mend it and what shows it. What could steer a terminal is
     * left out.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(severity + " " + rule + "  " + contract());
        lines.add("  " + file + ":" + line + " " + pointer);
        lines.add("  " + why);
        if (!consumers.isEmpty()) {
            lines.add("  " + readBy());
        }
        if (!fix.isEmpty() && counts()) {
            lines.add("  " + fix);
        }
        if (witness != null) {
            lines.add("  shown by " + witness);
        }
        return lines.stream().map(Entry::printable).toList();
    }

    Entry exempt(String reason) {
        return new Entry(type, version, rule, INFO, pointer, file, line, reason + " " + why, fix, witness, consumers);
    }

    private static String printable(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return clean.toString();
    }
}
