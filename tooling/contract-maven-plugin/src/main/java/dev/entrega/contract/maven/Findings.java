package dev.entrega.contract.maven;

import dev.entrega.contract.report.Entry;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/** Findings in the log of a build, and the end of the build if one of them stands in its way. */
final class Findings {

    private Findings() {}

    /**
     * Tells all.
     *
     * @param of what was looked at, e.g. {@code contracts}
     * @throws MojoFailureException if one counts: how many do, and the first in full, since Maven repeats it at the end
     */
    static void report(Log log, List<Entry> findings, String of) throws MojoFailureException {
        for (Entry finding : findings) {
            String text = String.join(System.lineSeparator(), finding.lines());
            if (finding.counts()) {
                log.error(text);
            } else {
                log.info(text);
            }
        }
        List<Entry> counting = findings.stream().filter(Entry::counts).toList();
        if (!counting.isEmpty()) {
            throw new MojoFailureException(
                    (counting.size() == 1 ? "1 finding in " : counting.size() + " findings in ") + of + ", the first: "
                            + String.join(" ", counting.get(0).lines()).replaceAll(" {2,}", " "));
        }
    }
}
