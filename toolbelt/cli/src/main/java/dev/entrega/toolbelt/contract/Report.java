package dev.entrega.toolbelt.contract;

import dev.entrega.contract.report.Entry;
import dev.entrega.toolbelt.terminal.Output;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Findings as they are printed.
 *
 * @param name     of the command, for build servers
 * @param contracts all that were looked at, as {@code order.placed v1}
 */
record Report(String name, List<String> contracts, List<Entry> entries) {

    boolean isClean() {
        return entries.stream().noneMatch(Entry::counts);
    }

    /** @param flag what JSON calls it that nothing counts, e.g. {@code compatible} */
    void print(Output output, Format format, String flag) {
        switch (format) {
            case text -> entries.forEach(entry -> entry.lines().forEach(output::line));
            case json -> json(output, flag);
            case github -> entries.forEach(entry -> output.line(github(entry)));
            case junit -> output.line(junit());
        }
    }

    private void json(Output output, String flag) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("findings", entries);
        document.put(flag, isClean());
        output.document(document);
    }

    /** Workflow commands: a property ends at a comma or colon, all end with the line. */
    private static String github(Entry entry) {
        String level =
                entry.severity().equals("info") ? "notice" : entry.severity().equals("warning") ? "warning" : "error";
        String witness = entry.witness() == null ? "" : "\nShown by " + entry.witness();
        return "::" + level + " file=" + property(entry.file()) + ",line=" + entry.line() + ",title="
                + property(entry.rule() + " " + entry.contract()) + "::"
                + message(entry.pointer() + ": " + entry.why() + onALine(entry.readBy()) + onALine(entry.fix())
                        + witness);
    }

    private static String onALine(String text) {
        return text.isEmpty() ? "" : "\n" + text;
    }

    private static String message(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }

    private String junit() {
        Set<String> cases = new LinkedHashSet<>(contracts);
        entries.stream().filter(Entry::counts).map(Entry::contract).forEach(cases::add);
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        long failed = cases.stream().filter(each -> !failures(each).isEmpty()).count();
        xml.append("  <testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\">%n"
                .formatted(name, cases.size(), failed));
        for (String contract : cases) {
            var failures = failures(contract);
            xml.append("    <testcase classname=\"%s\" name=\"%s\"".formatted(name, Xml.escape(contract)));
            if (failures.isEmpty()) {
                xml.append("/>\n");
                continue;
            }
            xml.append(">\n");
            // One element: build servers read no more of a case.
            var text = new StringBuilder();
            failures.forEach(entry -> text.append(entry.file())
                    .append(':')
                    .append(entry.line())
                    .append(' ')
                    .append(entry.pointer())
                    .append('\n')
                    .append(entry.why())
                    .append(onALine(entry.readBy()))
                    .append('\n')
                    .append(entry.fix())
                    .append('\n')
                    .append(entry.witness() == null ? "" : "Shown by " + entry.witness() + "\n"));
            xml.append("      <failure type=\"%s\" message=\"%s\">%s</failure>%n"
                    .formatted(
                            failures.getFirst().rule(),
                            Xml.escape(failures.getFirst().why()),
                            Xml.escape(text.toString())));
            xml.append("    </testcase>\n");
        }
        return xml.append("  </testsuite>\n</testsuites>").toString();
    }

    private List<Entry> failures(String contract) {
        return entries.stream()
                .filter(entry -> entry.counts() && entry.contract().equals(contract))
                .toList();
    }

    /** Files as the user would name them from where they stand. */
    static String shown(Path from, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = from.toAbsolutePath().normalize();
        return (absolute.startsWith(base) ? base.relativize(absolute) : absolute)
                .toString()
                .replace('\\', '/');
    }
}
