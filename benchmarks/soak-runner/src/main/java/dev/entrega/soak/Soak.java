package dev.entrega.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the services busy for a while, hurts them, lets them come to rest, and counts. */
public final class Soak {

    private static final int NOT_UNDERSTOOD = 2;

    /**
     * So often for the time that was asked for, at most, until the faults have bitten or something is found: what they meet
     * is left to chance.
     */
    private static final int ROUNDS = 3;

    private final Path home;
    private final Path folder;
    private final Options options;

    private Soak(Path home, Path folder, Options options) {
        this.home = home;
        this.folder = folder;
        this.options = options;
    }

    /** Exit codes: as {@link Options#USAGE} says, and 2 called wrongly. */
    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("soak: " + e.getMessage() + "\n" + Options.USAGE);
            System.exit(NOT_UNDERSTOOD);
            return;
        }
        if (options.help()) {
            System.out.println(Options.USAGE);
            return;
        }
        if (options.list()) {
            for (var mutant : Mutant.values()) {
                System.out.println(mutant.text() + " " + mutant.expected());
            }
            return;
        }
        Path folder = Files.createTempDirectory("entrega-soak-");
        var result = new Soak(Path.of(System.getProperty("entrega.home", ".")), folder, options).run();
        result.complaints().forEach(Soak::say);
        System.out.println(options.json() ? result.json() : result.text());
        if (options.keep() || result.outcome() != Result.Outcome.PASS) {
            say("what the processes logged is in " + folder);
        } else {
            remove(folder);
        }
        System.exit(result.outcome().status());
    }

    private static void say(String what) {
        System.err.println("soak: " + what);
    }

    private Result run() throws SQLException, IOException, InterruptedException {
        say("starting, seed " + options.seed());
        try (var site = new Site(home, folder, options);
                var load = new Load(site, options);
                var operator = new Operator(site);
                var faults = new Faults(site, options)) {
            var hygiene = new Hygiene(site.replicas(), folder);
            operator.start();
            var violations = new ArrayList<Violation>();
            int rounds = 0;
            Bites bites;
            List<String> tooFew;
            do {
                say("busy for " + options.time().toSeconds() + " s");
                site.hurtBroker();
                faults.start();
                load.run();
                faults.stop();
                site.broker().heal();
                load.finish();
                say("coming to rest");
                violations.addAll(Drain.await(site));
                violations.addAll(
                        new Verdict(site.ledger().database()).collect(site).judge());
                bites = Bites.of(site, faults.struck());
                tooFew = bites.tooFew(options.time(), options.faults());
                tooFew.forEach(Soak::say);
            } while (++rounds < ROUNDS && !tooFew.isEmpty() && violations.isEmpty());
            faults.broken().forEach(what -> violations.add(new Violation("LIVENESS", what)));
            violations.addAll(hygiene.check(site));
            var doubts = new ArrayList<>(faults.notMade());
            doubts.addAll(tooFew);
            long events = 0;
            for (var service : site.stores()) {
                events += service.database()
                        .number("SELECT count(*) FROM entrega.outbox WHERE published_at IS NOT NULL AND queue IS NULL");
            }
            var busy = options.time().multipliedBy(rounds);
            return new Result(options, busy, load.operations(), events, faults.struck(), bites, doubts, violations);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
