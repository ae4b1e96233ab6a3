package dev.entrega.marketplace.deploys;

import dev.entrega.marketplace.deploys.Deployed.Replaced;
import dev.entrega.marketplace.deploys.Instance.Exit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came out of a number of deploys.
 *
 * @param memory what each process was allowed, in bytes
 * @param limited whether the kernel enforced that
 * @param took from the first order to the last answer
 * @param replaced each replacement of a process by a newer one
 */
public record Report(
        int deploys, long memory, boolean limited, Duration took, List<Replaced> replaced, Ledger ledger, Count count) {
    /** What a process promises; a PaaS sends SIGKILL after 30 s. */
    private static final Duration OUT_BY = Duration.ofSeconds(25);

    private static final int SIGTERM_STATUS = 143;
    private static final long MIB = 1024 * 1024;

    /** Every promise that was broken, a line each; none if all were kept. */
    public List<String> complaints() {
        var complaints = new ArrayList<>(ledger.broken());
        complain(count.lost(), "lost", complaints);
        complain(count.twice(), "applied twice", complaints);
        complain(count.phantom(), "in the database but never promised", complaints);
        complain(ledger.serverErrors(), "answered 5xx", complaints);
        complain(ledger.unanswered(), "not answered", complaints);
        if (count.parked() > 0) {
            complaints.add(count.parked() + " events parked or dead");
        }
        for (var exit : exits()) {
            if (exit.took().compareTo(OUT_BY) > 0 || exit.status() != SIGTERM_STATUS) {
                complaints.add(exit.service().id() + " took " + exit.took().toMillis() + " ms to end, status "
                        + exit.status());
            }
            if (exit.peakRss() > memory) {
                complaints.add(exit.service().id() + " had " + exit.peakRss() / MIB + " MiB resident");
            }
        }
        if (replaced.size() != deploys * Service.values().length) {
            complaints.add("nothing proven: " + replaced.size() + " processes were replaced");
        }
        if (ledger.orders().isEmpty()) {
            complaints.add("nothing proven: no order was accepted");
        }
        return complaints;
    }

    private long requests() {
        return (long) ledger.orders().size() + ledger.repeats();
    }

    private List<Exit> exits() {
        return replaced.stream().map(Replaced::exit).toList();
    }

    private static void complain(Collection<String> what, String broken, List<String> complaints) {
        if (!what.isEmpty()) {
            complaints.add(what.size() + " " + broken + ": "
                    + what.stream().limit(3).collect(Collectors.joining(", ")) + (what.size() > 3 ? ", …" : ""));
        }
    }

    /** The figures, a line each, as the table of a document. */
    public String table() {
        var lines = new ArrayList<String>();
        lines.add(row("deploys, each of both services", deploys));
        lines.add(row(
                "orders accepted, in " + took.toSeconds() + " s",
                ledger.orders().size()));
        lines.add(row("requests per second, repeats included", requests() / Math.max(1, took.toSeconds())));
        lines.add(row("repeats answered 304", ledger.repeats()));
        lines.add(row(
                "ms to an acceptance, median / 99 % / all",
                ledger.percentile(50) + " / " + ledger.percentile(99) + " / " + ledger.percentile(100)));
        lines.add(row("answered 5xx", ledger.serverErrors().size()));
        lines.add(row("not answered", ledger.unanswered().size()));
        lines.add(row("lost", count.lost().size()));
        lines.add(row("applied twice", count.twice().size()));
        lines.add(row("in the database but never promised", count.phantom().size()));
        lines.add(row("deliveries recognised as repeats", count.suppressed()));
        lines.add(
                row("s from start to ready, longest", seconds(replaced.stream().map(Replaced::start))));
        for (var service : Service.values()) {
            var own = exits().stream().filter(exit -> exit.service() == service).toList();
            lines.add(row(
                    service.id() + ": s from SIGTERM to the end, longest",
                    seconds(own.stream().map(Exit::took))));
            lines.add(row(
                    service.id() + ": MiB resident at most",
                    own.stream().mapToLong(Exit::peakRss).max().orElse(0) / MIB));
        }
        lines.add(row(
                "MiB allowed, " + (limited ? "enforced by a control group" : "not enforced: no control group"),
                memory / MIB));
        return String.join("\n", lines);
    }

    private static String seconds(Stream<Duration> times) {
        long millis = times.max(Comparator.naturalOrder()).orElse(Duration.ZERO).toMillis();
        return millis / 1000 + "." + millis % 1000 / 100;
    }

    private static String row(String what, Object value) {
        return "| " + what + " | " + value + " |";
    }
}
